package org.popfetch.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.popfetch.pop3.ServerText;

/// A JSON object that a server answered with (RFC 6749 §5). Members that are missing, or of another
/// type than they should be, are nothing.
final class Answer {
  /// No answer nests deeper than a few levels, but the parser descends by recursion.
  private static final int MOST_BRACKETS = 200;

  private static final int MOST_SHOWN = 200;
  private static final int MOST_TOKEN = 16 * 1024;
  private static final long MOST_SECONDS = Duration.ofDays(3650).toSeconds();

  private final int status;
  private final JsonObject members;
  private final UnaryOperator<String> mask;

  private Answer(int status, JsonObject members) {
    this(status, members, UnaryOperator.identity());
  }

  private Answer(int status, JsonObject members, UnaryOperator<String> mask) {
    this.status = status;
    this.members = members;
    this.mask = mask;
  }

  /// The same, to be shown without the secrets of the question. They are looked for before the text
  /// is cut: the beginning of one says too much as well.
  Answer to(Form question) {
    return new Answer(status, members, question::masked);
  }

  /// An answer; without members when the body is no JSON object.
  static Answer of(int status, byte[] body) {
    String text = new String(body, UTF_8);
    if (text.chars().filter(c -> c == '{' || c == '[').count() > MOST_BRACKETS) {
      return new Answer(status, new JsonObject());
    }
    try {
      return new Answer(status, JsonParser.object().from(text));
    } catch (JsonParserException | NumberFormatException noObject) {
      return new Answer(status, new JsonObject());
    }
  }

  int status() {
    return status;
  }

  boolean isOk() {
    return status == 200;
  }

  /// The error's name (RFC 6749 §5.2), made harmless; empty when there is none.
  String error() {
    return harmless(mask.apply(members.getString("error", "")));
  }

  /// What a person is told about the error; empty when that is nothing.
  String description() {
    return harmless(mask.apply(members.getString("error_description", "").strip()));
  }

  /// Text to be shown.
  Optional<String> shown(String member) {
    return Optional.ofNullable(members.getString(member))
        .filter(text -> !text.isBlank())
        .map(Answer::harmless);
  }

  /// A token or a code, of visible ASCII (RFC 6749 App. A), and not too long to be sent in a line.
  Optional<String> word(String member) {
    return Optional.ofNullable(members.getString(member))
        .filter(text -> !text.isEmpty() && text.length() <= MOST_TOKEN)
        .filter(text -> text.chars().allMatch(c -> c > ' ' && c < 0x7f));
  }

  /// A whole number of seconds, not negative, and at most some years. Some servers put it in
  /// quotes.
  OptionalLong seconds(String member) {
    Object value = members.get(member);
    if (value instanceof Number number) {
      return bounded(number.longValue());
    }
    return value instanceof String text && text.matches("\\d{1,10}")
        ? bounded(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private static OptionalLong bounded(long seconds) {
    return seconds < 0 ? OptionalLong.empty() : OptionalLong.of(Math.min(seconds, MOST_SECONDS));
  }

  static String harmless(String text) {
    String cut = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    byte[] octets = cut.lines().findFirst().orElse("").getBytes(UTF_8);
    return ServerText.of(octets, 0, octets.length).toString();
  }

  @Override
  public String toString() {
    return status + " " + error();
  }
}
