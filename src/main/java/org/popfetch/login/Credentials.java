package org.popfetch.login;

import java.nio.charset.StandardCharsets;
import org.popfetch.account.Secret;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;

/// Who logs in, checked to be sayable in POP3: no line end and no NUL in user or password, neither
/// of them empty. For mechanisms that take a token, the password is that.
public record Credentials(String user, Secret password) {

  /// Checks them.
  ///
  /// @throws Failed `CONFIG` when the user name, `NO_PASSWORD` when the password cannot be said
  public static Credentials of(String user, Secret password) throws Failed {
    demandSayable(user);
    if (password.isEmpty()) {
      throw new Failed(Kind.NO_PASSWORD, "logging in", "the password is empty", "nothing was sent");
    }
    if (!isSayable(password.reveal())) {
      throw new Failed(
          Kind.NO_PASSWORD,
          "logging in",
          "the password holds a line end or NUL, which POP3 cannot carry",
          "nothing was sent");
    }
    return new Credentials(user, password);
  }

  /// Of somebody who shows something else than a secret.
  ///
  /// @throws Failed `CONFIG` when the user name cannot be said
  public static Credentials of(String user) throws Failed {
    demandSayable(user);
    return new Credentials(user, new Secret(""));
  }

  private static void demandSayable(String user) throws Failed {
    if (!isSayable(user)) {
      throw new Failed(
          Kind.CONFIG, "logging in", "user is empty or holds a line end or NUL", "check user");
    }
  }

  private static boolean isSayable(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c != '\r' && c != '\n' && c != 0);
  }

  /// The user name in UTF-8, one octet per character, as command lines want it.
  String userOctets() {
    return octets(user);
  }

  /// The password likewise.
  Secret passwordOctets() {
    return new Secret(octets(password.reveal()));
  }

  static String octets(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
