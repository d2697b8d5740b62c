package org.popfetch.pop3;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Text that a server sent, and that nobody has made harmless yet. It is kept octet by octet;
/// `toString` is safe for a terminal, a log and an exception message: whatever could move a cursor,
/// end a line or reverse the reading direction is shown as an escape, and very long text is cut.
///
/// @param latin1 the octets, one per character
public record ServerText(String latin1) {
  private static final int SHOWN = 400;

  public static ServerText of(byte[] octets, int from, int to) {
    return new ServerText(new String(octets, from, to - from, StandardCharsets.ISO_8859_1));
  }

  public boolean isEmpty() {
    return latin1.isEmpty();
  }

  /// The text, escaped: valid UTF-8 is shown as such (RFC 6856 lets servers send it), anything else
  /// as Latin-1; what could do harm as a hexadecimal escape. At most some 400 characters.
  @Override
  public String toString() {
    String text = decoded();
    var shown = new StringBuilder(Math.min(text.length(), SHOWN) + 16);
    for (int i = 0; i < text.length(); ) {
      if (shown.length() >= SHOWN) {
        return shown.append("… (").append(latin1.length()).append(" octets)").toString();
      }
      int c = text.codePointAt(i);
      append(shown, c);
      i += Character.charCount(c);
    }
    return shown.toString();
  }

  /// All of it, escaped like that, whatever its length; a tab stays a tab.
  public String whole() {
    var shown = new StringBuilder(latin1.length() + 16);
    decoded()
        .codePoints()
        .forEach(c -> {
          if (c == '\t') {
            shown.append('\t');
          } else {
            append(shown, c);
          }
        });
    return shown.toString();
  }

  private String decoded() {
    try {
      byte[] octets = latin1.getBytes(StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException notUtf8) {
      return latin1;
    }
  }

  private static void append(StringBuilder shown, int c) {
    if (isHarmless(c)) {
      shown.appendCodePoint(c);
    } else if (c < 0x100) {
      shown.append(String.format("\\x%02x", c));
    } else {
      shown.append(String.format("\\u{%x}", c));
    }
  }

  /// Whether a character can be shown as it is: it moves no cursor, ends no line, reverses nothing.
  public static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
