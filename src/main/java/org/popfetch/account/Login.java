package org.popfetch.account;

import java.util.List;

/// Who logs in, and how.
///
/// @param user the login name, as the server wants it
/// @param password where the password comes from
/// @param allowPlaintext whether a password may cross an unprotected network
/// @param auth the mechanisms to try, in this order; empty: whatever is offered, in the usual order
/// @param initialResponse whether XOAUTH2 may say its access token in the line of `AUTH`
public record Login(
    String user,
    PasswordSource password,
    boolean allowPlaintext,
    List<Mechanism> auth,
    boolean initialResponse) {
  public Login {
    auth = List.copyOf(auth);
  }

  public Login(String user, PasswordSource password, boolean allowPlaintext, List<Mechanism> auth) {
    this(user, password, allowPlaintext, auth, true);
  }

  /// Whether the only ways to log in are such that no secret has to be fetched for them.
  public boolean needsNoSecret() {
    return !auth.isEmpty() && auth.stream().noneMatch(Mechanism::takesSecret);
  }
}
