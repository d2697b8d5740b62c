package org.popfetch.sync;

import org.popfetch.account.Destination;

/// The names of what is remembered about a server or an account, beside its messages
/// ([org.popfetch.seen.Entry.Learnt]).
public final class Facts {
  /// The server has answered `UIDL`: a refusal is a passing fault.
  public static final String UIDL = "server.uidl";

  /// Pipelined answers got out of step: commands go one at a time until the time that is its value.
  static final String LOCK_STEP = "server.lock-step-until";

  /// What the server announced after the login.
  static final String GRANTS = "server.grants";

  /// The server hears what is sent behind a login before it is answered.
  static final String AHEAD = "server.ahead";

  /// It loses that, or did so last time: not tried until the time that is its value.
  static final String AHEAD_LOST = "server.ahead-lost-until";

  private Facts() {}

  /// What the server announced before the login, behind the time until which that is believed.
  ///
  /// @param line how the connection is protected: many servers announce more inside of TLS
  static String offers(String line) {
    return "server.offers " + line;
  }

  /// Something was delivered to this Maildir, mbox or program: a Maildir that is missing now is an
  /// unmounted disk.
  public static String deliveredTo(Destination destination) {
    return "delivered-to " + destination;
  }
}
