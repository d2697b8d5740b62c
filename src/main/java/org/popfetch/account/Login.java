package org.popfetch.account;

import java.util.List;

/// Who logs in, and how.
///
/// @param user the login name, as the server wants it
/// @param password where the password comes from
/// @param allowPlaintext whether a password may cross an unprotected network
/// @param auth the mechanisms to try, in this order; empty: whatever is offered, in the usual order
public record Login(
    String user, PasswordSource password, boolean allowPlaintext, List<Mechanism> auth) {
  public Login {
    auth = List.copyOf(auth);
  }
}
