package org.popfetch.secret;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.popfetch.account.Secret;
import org.popfetch.report.Failed;

/// The user's netrc file: `$NETRC`, else `~/.netrc`.
///
/// @param files reads it
/// @param environment where `NETRC` is looked up
/// @param home the user's home folder
record NetrcFile(PasswordFile files, Map<String, String> environment, Path home) {
  /// The password for a login at a host. An entry that names the login beats one that names none,
  /// and a machine's entry beats the default.
  Secret find(String host, String user) throws Failed {
    Path file = path();
    String source = file.toString();
    String wanted = "machine " + host + " with login " + user;
    List<Netrc.Entry> entries = entries(file);
    Optional<Secret> found =
        password(entries, entry -> entry.isFor(host), user)
            .or(() -> password(entries, entry -> entry.machine().isEmpty(), user));
    return FirstLine.check(
        found
            .orElseThrow(() -> NoPassword.from(source, "there is no " + wanted, "add it there"))
            .reveal(),
        source);
  }

  private Path path() {
    return Optional.ofNullable(environment.get("NETRC"))
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .orElseGet(() -> home.resolve(".netrc"));
  }

  private List<Netrc.Entry> entries(Path file) throws Failed {
    byte[] octets = files.read(file);
    try {
      return Netrc.parse(new String(octets, StandardCharsets.UTF_8));
    } catch (Netrc.Malformed e) {
      String cause =
          "line " + e.line() + ": expected machine, default, login, password, account or macdef";
      throw NoPassword.from(file.toString(), cause, "a password with blanks needs \"quotes\"");
    }
  }

  private static Optional<Secret> password(
      List<Netrc.Entry> entries, Predicate<Netrc.Entry> which, String user) {
    return password(entries, which.and(entry -> entry.login().equals(Optional.of(user))))
        .or(() -> password(entries, which.and(entry -> entry.login().isEmpty())));
  }

  private static Optional<Secret> password(
      List<Netrc.Entry> entries, Predicate<Netrc.Entry> which) {
    return entries.stream().filter(which).flatMap(entry -> entry.password().stream()).findFirst();
  }
}
