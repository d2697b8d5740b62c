package org.popfetch.account;

import java.util.Optional;

/// One mailbox on one server, and what is to be done with its mail.
///
/// @param name the user's name for it
/// @param server where it is
/// @param login whose it is
/// @param keep how long a delivered message stays on the server
/// @param destination where messages go
/// @param limits what a single run may fetch
/// @param receivedHeader whether a `Received` field is put in front of each message
/// @param enabled whether a run without account names includes this one
/// @param provider who has the server, where the user named it; `server` and `login` are complete
///   all the same
public record Account(
    AccountName name,
    Server server,
    Login login,
    Keep keep,
    Destination destination,
    Limits limits,
    boolean receivedHeader,
    boolean enabled,
    Optional<Provider> provider) {

  /// One whose provider was not named.
  public Account(
      AccountName name,
      Server server,
      Login login,
      Keep keep,
      Destination destination,
      Limits limits,
      boolean receivedHeader,
      boolean enabled) {
    this(name, server, login, keep, destination, limits, receivedHeader, enabled, Optional.empty());
  }

  public Account withKeep(Keep other) {
    return new Account(
        name, server, login, other, destination, limits, receivedHeader, enabled, provider);
  }

  public Account withLimits(Limits other) {
    return new Account(
        name, server, login, keep, destination, other, receivedHeader, enabled, provider);
  }
}
