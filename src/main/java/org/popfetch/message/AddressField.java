package org.popfetch.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.popfetch.pop3.ServerText;

/// The value of a header field that holds addresses (RFC 5322 §3.4), gathered octet by octet, of
/// which the first address is wanted.
final class AddressField {
  /// The longest address there is: 64 octets, `@`, 255 octets (RFC 5321 §4.5.3.1).
  private static final int MOST_ADDRESS = 320;

  private final int most;
  private byte[] value = new byte[128];
  private int length;

  /// @param most octets that are looked at; the rest is ignored
  AddressField(int most) {
    this.most = most;
  }

  void add(byte octet) {
    if (length == most) {
      return;
    }
    if (length == value.length) {
      value = Arrays.copyOf(value, Math.min(most, 2 * length));
    }
    value[length++] = octet;
  }

  /// The first address, made safe; empty when the field says `<>`; null when there is none.
  @Nullable String address() {
    var bare = new StringBuilder();
    for (int i = 0; i < length; ) {
      int end = endOfPart(i);
      switch (value[i]) {
        case '<' -> {
          return safe(withoutRoute(latin1(i + 1, end)));
        }
        case ',' -> {
          if (!bare.toString().isBlank()) {
            return alone(bare.toString());
          }
        }
        case ':' -> bare.setLength(0); // that was a group's name
        case '(', ';' -> bare.append(' ');
        case '"' -> bare.append(latin1(i, end).replace(" ", ""));
        default -> bare.append(latin1(i, end));
      }
      i = closed(i, end) ? end + 1 : end;
    }
    return alone(bare.toString());
  }

  /// An address without angle brackets: the word with an `@`, or else all of it.
  private static @Nullable String alone(String bare) {
    for (String word : bare.split("\\s+", -1)) {
      if (word.contains("@")) {
        return safe(word);
      }
    }
    String all = safe(bare);
    return all.isEmpty() ? null : all;
  }

  private String latin1(int from, int end) {
    return new String(value, from, end - from, StandardCharsets.ISO_8859_1);
  }

  /// Comments and angle brackets end at the bracket that closes them, which is not part of them.
  private boolean closed(int start, int end) {
    return (value[start] == '(' || value[start] == '<') && end < length;
  }

  private int endOfPart(int start) {
    return switch (value[start]) {
      case '(' -> endOfComment(start);
      case '<' -> endOfAngle(start);
      case '"' -> endOfQuoted(start);
      default -> start + 1;
    };
  }

  private int endOfComment(int start) {
    int depth = 0;
    for (int i = start; i < length; i++) {
      switch (value[i]) {
        case '\\' -> i++;
        case '(' -> depth++;
        case ')' -> depth--;
        default -> {}
      }
      if (depth == 0) {
        return i;
      }
    }
    return length;
  }

  private int endOfAngle(int start) {
    for (int i = start + 1; i < length; i++) {
      if (value[i] == '>') {
        return i;
      } else if (value[i] == '"') {
        i = endOfQuoted(i) - 1;
      }
    }
    return length;
  }

  private int endOfQuoted(int start) {
    for (int i = start + 1; i < length; i++) {
      if (value[i] == '\\') {
        i++;
      } else if (value[i] == '"') {
        return i + 1;
      }
    }
    return length;
  }

  /// `@relay,@relay:` before an address is obsolete (RFC 5322 §4.4).
  private static String withoutRoute(String path) {
    String stripped = path.strip();
    return stripped.startsWith("@") ? stripped.substring(stripped.indexOf(':') + 1) : stripped;
  }

  private static String safe(String latin1) {
    return isPlain(latin1) ? latin1 : madeSafe(latin1);
  }

  /// Whether there is nothing to make safe, as in nearly every message.
  private static boolean isPlain(String latin1) {
    for (int i = 0; i < latin1.length(); i++) {
      if (latin1.charAt(i) <= ' ' || latin1.charAt(i) > '~') {
        return false;
      }
    }
    return latin1.length() <= MOST_ADDRESS;
  }

  private static String madeSafe(String latin1) {
    byte[] octets = latin1.getBytes(StandardCharsets.ISO_8859_1);
    var safe = new StringBuilder();
    int room = MOST_ADDRESS;
    for (int c : decoded(octets).codePoints().filter(AddressField::isHarmless).toArray()) {
      room -= Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
      if (room < 0) {
        break;
      }
      safe.appendCodePoint(c);
    }
    return safe.toString();
  }

  private static String decoded(byte[] octets) {
    CharsetDecoder strict =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith("?");
    try {
      return strict.decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("malformed input is replaced", e);
    }
  }

  private static boolean isHarmless(int c) {
    return ServerText.isHarmless(c) && Character.getType(c) != Character.SPACE_SEPARATOR;
  }
}
