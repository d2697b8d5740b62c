package org.popfetch.session;

import org.popfetch.report.Failed;

/// The server took the commands behind its login for something else, or not at all: it has to be
/// asked one thing at a time, on another connection.
final class AheadLost extends Exception {
  private final Failed seen;

  /// @param seen how it showed
  AheadLost(Failed seen) {
    super(seen);
    this.seen = seen;
  }

  Failed seen() {
    return seen;
  }
}
