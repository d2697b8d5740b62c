package org.popfetch.seen;

import org.popfetch.report.Failed;

/// What can begin while a ledger is being opened: reading a large one takes time.
public interface Threshold {
  /// Nothing.
  Threshold NONE =
      new Threshold() {
        @Override
        public void locked() {}

        @Override
        public void knows(Seen facts) {}
      };

  /// Nobody else can be at work on the account.
  void locked();

  /// The facts are known before the messages are, and nothing is unsettled. Does not happen where
  /// the rest is read soon.
  ///
  /// @param facts with no messages
  /// @throws Failed when the ledger is not needed any more
  void knows(Seen facts) throws Failed;
}
