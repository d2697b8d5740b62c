package org.popfetch.config;

import java.util.List;
import java.util.Optional;
import org.popfetch.account.Account;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Mechanism;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Pin;

/// Values of an account as the configuration would write them; the reverse of the readings.
final class Shown {
  private Shown() {}

  static Optional<String> text(String text) {
    return Optional.of(TomlText.quote(text));
  }

  static Optional<String> word(Enum<?> constant) {
    return text(TomlText.word(constant));
  }

  static Optional<String> flag(boolean on) {
    return Optional.of(Boolean.toString(on));
  }

  static String size(long octets) {
    String text = Amounts.size(octets);
    return Character.isDigit(text.charAt(text.length() - 1)) ? text : TomlText.quote(text);
  }

  static Optional<String> pins(List<Pin> pins) {
    return switch (pins.size()) {
      case 0 -> Optional.empty();
      case 1 -> text(pins.getFirst().toString());
      default -> Optional.of(TomlText.array(pins.stream().map(Pin::toString).toList()));
    };
  }

  static Optional<String> mechanisms(List<Mechanism> auth) {
    return auth.isEmpty()
        ? Optional.empty()
        : Optional.of(TomlText.array(auth.stream().map(Mechanism::key).toList()));
  }

  static String keep(Keep keep) {
    return switch (keep) {
      case Keep.Forever() -> "true";
      case Keep.UntilDelivered() -> "false";
      case Keep.For(var age) -> TomlText.quote(Amounts.text(age));
    };
  }

  static String destination(Destination destination) {
    return switch (destination) {
      case Destination.Pipe(var argv) -> "{ pipe = " + TomlText.array(argv) + " }";
      case Destination.Maildir _, Destination.Mbox _ -> TomlText.quote(destination.toString());
    };
  }

  /// The account's password source, for the key that writes this sort of source.
  static Optional<String> password(Account account, Class<? extends PasswordSource> sort) {
    return sort.isInstance(account.login().password())
        ? source(account.login().password())
        : Optional.empty();
  }

  private static Optional<String> source(PasswordSource source) {
    return switch (source) {
      case PasswordSource.Literal(var secret) -> text(secret.toString());
      case PasswordSource.Command(var argv) -> Optional.of(TomlText.array(argv));
      case PasswordSource.File(var path) -> text(path.toString());
      case PasswordSource.Credential(var name) -> text(name);
      case PasswordSource.Netrc(), PasswordSource.Keyring() -> Optional.of("true");
      case PasswordSource.Token(var client) -> Optional.of(OAuthTable.text(client));
      case PasswordSource.Ask() -> Optional.empty();
    };
  }
}
