package org.popfetch.report;

import java.util.Optional;
import java.util.function.Consumer;
import org.popfetch.pop3.Uid;

/// Writes one JSON object (RFC 8259) in one line, members in the order in which they are put.
///
/// Text is written in ASCII alone, so that it arrives whatever the stream's character set is; a
/// lone surrogate, which is no text, becomes U+FFFD. A [Uid] is octets rather than text: it is
/// written with one character, U+0000 to U+00FF, per octet, so that it can be got back from it.
public final class Json {
  private final StringBuilder out = new StringBuilder("{");

  private Json() {}

  /// An object for a line of its own, with the version of the format as its first member.
  public static Json line() {
    return new Json().put("v", 1);
  }

  public static Json object() {
    return new Json();
  }

  public Json put(String key, String value) {
    name(key);
    quote(value);
    return this;
  }

  public Json put(String key, long value) {
    name(key).append(value);
    return this;
  }

  public Json put(String key, double value) {
    name(key).append(value);
    return this;
  }

  public Json put(String key, boolean value) {
    name(key).append(value);
    return this;
  }

  public Json put(String key, Json value) {
    name(key).append(value);
    return this;
  }

  /// A text, or `null`.
  public Json put(String key, Optional<String> value) {
    return value.map(text -> put(key, text)).orElseGet(() -> putNull(key));
  }

  /// An object, or `null`.
  public Json putObject(String key, Optional<Json> value) {
    return value.map(object -> put(key, object)).orElseGet(() -> putNull(key));
  }

  /// A count, or `null` when it is negative: unknown.
  public Json putKnown(String key, long value) {
    return value < 0 ? putNull(key) : put(key, value);
  }

  public Json putUid(Optional<Uid> uid) {
    return put("uid", uid.map(Uid::latin1));
  }

  /// Puts several at once.
  public Json with(Consumer<Json> members) {
    members.accept(this);
    return this;
  }

  private Json putNull(String key) {
    name(key).append("null");
    return this;
  }

  private StringBuilder name(String key) {
    out.append(out.length() > 1 ? "," : "");
    quote(key);
    return out.append(':');
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      append(isLoneSurrogate(text, i) ? '\ufffd' : text.charAt(i));
    }
    out.append('"');
  }

  private void append(char c) {
    if (c == '"' || c == '\\') {
      out.append('\\').append(c);
    } else if (c >= ' ' && c < 0x7f) {
      out.append(c);
    } else {
      out.append(String.format("\\u%04x", (int) c));
    }
  }

  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /// The object as far as it goes, closed.
  @Override
  public String toString() {
    return out + "}";
  }
}
