package org.popfetch.account;

import java.nio.file.Path;
import java.util.List;

/// Where an account's password comes from, or what stands in its place. Reading it is the business
/// of `secret`.
public sealed interface PasswordSource {
  /// Written in the configuration file itself.
  record Literal(Secret secret) implements PasswordSource {}

  /// The first line that a program prints; an argument list, run without a shell.
  record Command(List<String> argv) implements PasswordSource {
    public Command {
      argv = List.copyOf(argv);
    }
  }

  /// The first line of a file.
  record File(Path path) implements PasswordSource {}

  /// What systemd hands to a service under that name (systemd.exec(5), LoadCredential).
  record Credential(String name) implements PasswordSource {}

  /// The entry for user, host and port in the desktop's keyring.
  record Keyring() implements PasswordSource {}

  /// The entry for the host in `$NETRC`, else `~/.netrc`.
  record Netrc() implements PasswordSource {}

  /// Asked for on the terminal.
  record Ask() implements PasswordSource {}

  /// An access token, which `popfetch login` gets and `oauth` renews. It is good for mechanisms
  /// that take tokens, and for no others.
  record Token(OAuth client) implements PasswordSource {}
}
