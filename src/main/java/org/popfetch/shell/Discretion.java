package org.popfetch.shell;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.popfetch.pop3.Command.Typed;

/// What of a typed line may be shown and kept: not what follows `PASS`, and of `APOP` and `AUTH`
/// not what follows name and mechanism.
final class Discretion {
  private static final Set<String> SECRETS = Set.of("PASS", "APOP", "AUTH");
  private static final Set<String> HIDING =
      Set.of("CRAM-MD5", "DIGEST-MD5", "GSSAPI", "EXTERNAL", "ANONYMOUS");

  private Discretion() {}

  /// Whether a line may be kept in the history: not if any of its words is one of these commands
  /// and is followed by anything.
  static boolean mayKeep(String line) {
    List<String> words = Entered.words(line);
    return words.stream()
        .limit(Math.max(0, words.size() - 1))
        .noneMatch(word -> SECRETS.contains(word.toUpperCase(Locale.ROOT)));
  }

  /// The line with stars in place of what is secret, character by character, so that a cursor in it
  /// keeps its place.
  static String starred(String line) {
    int from = secretFrom(line);
    return line.substring(0, from) + line.substring(from).replaceAll("[^ \t]", "*");
  }

  /// Where the secret begins; at the end when there is none.
  static int secretFrom(String line) {
    int end = wordEnd(line, 0);
    String verb = line.substring(0, end).strip().toUpperCase(Locale.ROOT);
    return switch (verb) {
      case "PASS" -> end;
      case "APOP", "AUTH" -> wordEnd(line, end);
      default -> line.length();
    };
  }

  private static int wordEnd(String line, int from) {
    int at = from;
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
    while (at < line.length() && !isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /// Whether whoever reads a command on its way learns the password: `PASS`, and every mechanism of
  /// `AUTH` that is not known to hide it.
  static boolean needsPrivacy(Typed command) {
    List<String> arguments = command.arguments();
    return switch (command.verb()) {
      case "PASS" -> true; // alone, too: the password is asked for
      case "AUTH" ->
          !arguments.isEmpty() && !hidesPassword(arguments.getFirst().toUpperCase(Locale.ROOT));
      default -> false;
    };
  }

  private static boolean hidesPassword(String mechanism) {
    return HIDING.contains(mechanism) || mechanism.startsWith("SCRAM-");
  }
}
