package org.popfetch.demo;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/// A command line as this server understands it. A pure value: whether it is allowed now, and
/// whether its message exists, is for the state to say.
///
/// Text is octets, each a char.
sealed interface ClientCommand {

  /// The longest command line without its CRLF (RFC 2449 §4).
  int LONGEST = 253;

  /// Message numbers and numbers of lines, as many digits as an int is sure to hold.
  Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  record Capa() implements ClientCommand {}

  record User(String name) implements ClientCommand {}

  record Pass(String secret) implements ClientCommand {
    @Override
    public String toString() {
      return "Pass[…]";
    }
  }

  record Apop(String name, String digest) implements ClientCommand {}

  /// A mechanism, and the first response if it came along.
  ///
  /// @param initial in base64 (RFC 5034 §4)
  record Auth(String mechanism, Optional<String> initial) implements ClientCommand {
    @Override
    public String toString() {
      return "Auth[" + mechanism + "]";
    }
  }

  record Stls() implements ClientCommand {}

  record Stat() implements ClientCommand {}

  /// The scan listing (RFC 1939 §5).
  ///
  /// @param number empty for all messages
  record List(OptionalInt number) implements ClientCommand {}

  /// The unique-id listing (RFC 1939 §7).
  ///
  /// @param number empty for all messages
  record Uidl(OptionalInt number) implements ClientCommand {}

  record Retr(int number) implements ClientCommand {}

  record Top(int number, int lines) implements ClientCommand {}

  record Dele(int number) implements ClientCommand {}

  record Noop() implements ClientCommand {}

  record Rset() implements ClientCommand {}

  record Quit() implements ClientCommand {}

  /// Not a command of this server's.
  ///
  /// @param why what the client can be told; holds nothing that the client sent
  record Malformed(String why) implements ClientCommand {}

  /// Understands a line without its end. Never fails: what it cannot understand is [Malformed].
  static ClientCommand parse(String line) {
    if (line.length() > LONGEST) {
      return new Malformed("command line longer than 255 octets");
    }
    int blank = line.indexOf(' ');
    String keyword = (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
    return parse(keyword, blank < 0 ? "" : line.substring(blank + 1));
  }

  private static ClientCommand parse(String keyword, String rest) {
    return switch (keyword) {
      case "CAPA" -> alone(new Capa(), rest);
      case "USER" -> rest.isBlank() ? new Malformed("USER needs a name") : new User(rest.strip());
      // A password may hold blanks, and begin or end with one (RFC 1939 §7).
      case "PASS" -> new Pass(rest);
      case "APOP" -> two(rest, Apop::new, "APOP needs a name and a digest");
      case "AUTH" -> auth(rest);
      case "STLS" -> alone(new Stls(), rest);
      case "STAT" -> alone(new Stat(), rest);
      case "LIST" -> optionalNumber(rest, List::new);
      case "UIDL" -> optionalNumber(rest, Uidl::new);
      case "RETR" -> number(rest, Retr::new);
      case "TOP" -> top(rest);
      case "DELE" -> number(rest, Dele::new);
      case "NOOP" -> alone(new Noop(), rest);
      case "RSET" -> alone(new Rset(), rest);
      case "QUIT" -> alone(new Quit(), rest);
      default -> new Malformed("unknown command");
    };
  }

  private static ClientCommand alone(ClientCommand command, String rest) {
    return rest.isBlank() ? command : new Malformed("this command takes no argument");
  }

  private static ClientCommand auth(String rest) {
    String[] words = rest.strip().split(" ", 2);
    String mechanism = words[0].toUpperCase(Locale.ROOT);
    return mechanism.isEmpty()
        ? new Malformed("AUTH needs a mechanism")
        : new Auth(mechanism, words.length == 1 ? Optional.empty() : Optional.of(words[1]));
  }

  private static ClientCommand top(String rest) {
    return two(
        rest,
        (msg, n) -> number(msg, number -> number(n, lines -> new Top(number, lines))),
        "TOP needs a message number and a number of lines");
  }

  private static ClientCommand two(
      String rest, BiFunction<String, String, ClientCommand> command, String otherwise) {
    String[] words = rest.strip().split(" +", -1);
    return words.length == 2 ? command.apply(words[0], words[1]) : new Malformed(otherwise);
  }

  private static ClientCommand optionalNumber(
      String rest, Function<OptionalInt, ClientCommand> command) {
    return rest.isBlank()
        ? command.apply(OptionalInt.empty())
        : number(rest, n -> command.apply(OptionalInt.of(n)));
  }

  private static ClientCommand number(String word, IntFunction<ClientCommand> command) {
    return NUMBER.matcher(word.strip()).matches()
        ? command.apply(Integer.parseInt(word.strip()))
        : new Malformed("a number is missing or wrong");
  }
}
