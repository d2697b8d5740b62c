package org.popfetch.message;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The text of one header field, on its way from octets to something to read. Never fails: what
/// cannot be decoded stays as it is.
///
/// Encoded words (RFC 2047) are taken more generously than by `MimeUtility.decodeText`, because of
/// what is sent: they may touch other text, hold blanks, lack padding, name a language (RFC 2231
/// §5), or split a character between them (which RFC 2047 §5 forbids).
final class Words {
  private static final Pattern ENCODED =
      Pattern.compile("=\\?([^?*\\s]{1,40})(?:\\*[^?\\s]{0,40})?\\?([bBqQ])\\?([^?]*)\\?=");

  /// How long a readable field may get, in characters.
  private static final int MOST_SHOWN = 1000;

  /// Part of a field: text as it is, or, with a character set, the octets of encoded words, one per
  /// character.
  private record Piece(Optional<Charset> charset, String text) {
    boolean isEncoded() {
      return charset.isPresent();
    }

    boolean isBlank() {
      return !isEncoded() && text.isBlank();
    }

    boolean continues(Piece before) {
      return isEncoded() && charset.equals(before.charset);
    }
  }

  private Words() {}

  /// Takes the folding (RFC 5322 §2.2.3) out of a field, and its raw octets for UTF-8 where they
  /// are that.
  ///
  /// @param latin1 one octet per character
  static String unfolded(String latin1) {
    String text = latin1;
    try {
      byte[] octets = latin1.getBytes(StandardCharsets.ISO_8859_1);
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException notUtf8) {
      // Latin-1 then, where every octet is a character.
    }
    return text.replaceAll("[\r\n]+[ \t]*", " ");
  }

  /// The text with its encoded words decoded.
  static String decoded(String text) {
    return withWords(text, UnaryOperator.identity());
  }

  /// The text with its encoded words written anew, whole and by the book.
  static String tidied(String text) {
    return withWords(text, word -> " =?UTF-8?B?" + base64(word) + "?= ");
  }

  /// The text in one line of bounded length: blanks of any sort and number become one, and what
  /// could control a terminal or reverse the reading direction is left out.
  static String oneLine(String text) {
    var out = new StringBuilder();
    text.codePoints().limit(MOST_SHOWN).forEach(c -> appendHarmless(out, c));
    return out.toString().strip();
  }

  private static String withWords(String text, UnaryOperator<String> rewrite) {
    return pieces(text).stream()
        .map(piece ->
            piece.charset.map(c -> rewrite.apply(string(c, piece.text))).orElse(piece.text))
        .collect(Collectors.joining());
  }

  private static Deque<Piece> pieces(String text) {
    Deque<Piece> pieces = new ArrayDeque<>();
    int end = 0;
    for (Matcher word = ENCODED.matcher(text); word.find(); end = word.end()) {
      append(pieces, new Piece(Optional.empty(), text.substring(end, word.start())));
      append(pieces, piece(word));
    }
    append(pieces, new Piece(Optional.empty(), text.substring(end)));
    return pieces;
  }

  private static Piece piece(Matcher word) {
    Optional<Charset> charset = charset(word.group(1));
    Optional<byte[]> octets =
        word.group(2).equalsIgnoreCase("B") ? fromBase64(word.group(3)) : fromQ(word.group(3));
    return charset.isPresent() && octets.isPresent()
        ? new Piece(charset, new String(octets.get(), StandardCharsets.ISO_8859_1))
        : new Piece(Optional.empty(), word.group());
  }

  /// Blanks between encoded words do not count (RFC 2047 §6.2), and words in one character set are
  /// put together before they are decoded.
  private static void append(Deque<Piece> pieces, Piece piece) {
    Piece last = pieces.peekLast();
    if (piece.isEncoded() && last != null && last.isBlank()) {
      pieces.removeLast();
      Piece before = pieces.peekLast();
      if (before == null || !before.isEncoded()) {
        pieces.addLast(last);
      }
      last = pieces.peekLast();
    }
    if (last != null && piece.continues(last)) {
      pieces.removeLast();
      pieces.addLast(new Piece(piece.charset, last.text + piece.text));
    } else {
      pieces.addLast(piece);
    }
  }

  private static Optional<Charset> charset(String mimeName) {
    try {
      return Optional.of(Charset.forName(MimeUtility.javaCharset(mimeName)));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> fromBase64(String encoded) {
    try {
      String unpadded = encoded.replaceAll("[=\\s]+", "");
      byte[] octets = Base64.getDecoder().decode(unpadded);
      return Optional.of(octets);
    } catch (IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  /// The "Q" encoding (RFC 2047 §4.2).
  private static Optional<byte[]> fromQ(String encoded) {
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '=' && i + 2 < encoded.length() && isHex(encoded, i + 1)) {
        out.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
        i += 2;
      } else if (c < 0x100) {
        out.write(c == '_' ? ' ' : c);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(out.toByteArray());
  }

  private static boolean isHex(String text, int at) {
    return Character.digit(text.charAt(at), 16) >= 0
        && Character.digit(text.charAt(at + 1), 16) >= 0;
  }

  private static String string(Charset charset, String latin1) {
    return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), charset);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void appendHarmless(StringBuilder out, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
          out.append(' ');
        }
      }
      case Character.FORMAT -> {}
      case Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> out.append('\ufffd');
      default -> out.appendCodePoint(c);
    }
  }
}
