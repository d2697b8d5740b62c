package org.popfetch.account;

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
public record Account(
    AccountName name,
    Server server,
    Login login,
    Keep keep,
    Destination destination,
    Limits limits,
    boolean receivedHeader,
    boolean enabled) {

  public Account withKeep(Keep other) {
    return new Account(name, server, login, other, destination, limits, receivedHeader, enabled);
  }

  public Account withLimits(Limits other) {
    return new Account(name, server, login, keep, destination, other, receivedHeader, enabled);
  }
}
