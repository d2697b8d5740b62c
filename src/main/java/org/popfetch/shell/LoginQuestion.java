package org.popfetch.shell;

import java.util.Optional;
import org.popfetch.pop3.Command.Typed;

/// What happens to a login command that was typed without its secret. Who types `PASS` alone
/// expects to be asked; sent as it is, it would only be refused, and the password would be typed
/// next, at a prompt where everything shows and is kept.
final class LoginQuestion {
  private LoginQuestion() {}

  /// Whether the command lacks the secret.
  static boolean isDue(Typed command) {
    return switch (command.verb()) {
      case "PASS" -> command.arguments().isEmpty();
      case "APOP" -> command.arguments().size() < 2;
      default -> false;
    };
  }

  /// The command with what it lacks; nothing when that is not to be had, and nothing is to be sent.
  ///
  /// @throws Misuse where nobody can be asked, or the answer could not be typed
  static Optional<Typed> completed(Typed command, Console console) throws Misuse {
    if (command.verb().equals("APOP")) {
      throw new Misuse(
          "APOP takes a name and an MD5 digest in one line, and was not sent; USER NAME and PASS"
              + " ask for the password itself");
    }
    if (!console.isTerminal()) {
      throw new Misuse("a script has the password in the line itself, PASS PASSWORD; nothing sent");
    }
    Optional<String> password = console.secret("Password: ").filter(typed -> !typed.isEmpty());
    if (password.isEmpty()) {
      console.tell("no password, so nothing was sent");
    }
    return password.map(typed -> Typed.of(command.line().strip() + ' ' + Entered.octets(typed)));
  }
}
