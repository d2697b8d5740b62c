package org.popfetch.demo;

import org.jspecify.annotations.Nullable;

/// One session's conversation, as a state machine from lines to replies; knows no socket.
final class DemoSession implements AutoCloseable {

  private final SessionTerms terms;
  private final AuthorizationState authorization;
  private @Nullable TransactionState transaction;

  /// @param secured whether the session runs over TLS from its first octet
  DemoSession(SessionTerms terms, boolean secured) {
    this.terms = terms;
    this.authorization = new AuthorizationState(terms, secured);
  }

  ServerReply greeting() {
    return ServerReply.ok("popfetch demo server ready " + terms.timestamp());
  }

  ServerReply answer(String line) {
    if (transaction != null) {
      return transaction.answer(ClientCommand.parse(line));
    }
    ServerReply reply = authorization.answer(line);
    authorization.opened().ifPresent(mailbox -> transaction = new TransactionState(mailbox));
    return reply;
  }

  /// To be called when the handshake that [ServerReply.BeginTls] announced is done.
  void tlsBegan() {
    authorization.tlsBegan();
  }

  /// Gives up the maildrop, if QUIT did not yet; removes nothing.
  @Override
  public void close() {
    if (transaction != null) {
      transaction.close();
    }
  }
}
