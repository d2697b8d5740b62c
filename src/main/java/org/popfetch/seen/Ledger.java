package org.popfetch.seen;

import java.nio.file.Path;
import java.util.List;
import org.popfetch.report.Failed;

/// The memory of one account, held under its lock. Safe for use by many threads.
public interface Ledger extends AutoCloseable {
  Seen seen();

  /// The intents that no later entry settled, oldest first.
  List<Entry.Intended> unsettled();

  /// Whether the account has a state. One that never had does not yet belong to any mailbox: until
  /// a login has succeeded, the mailbox may be a misspelt one.
  boolean isBegun();

  /// Makes the account's state where there is none, on stable storage, and binds it to its mailbox.
  ///
  /// @throws Failed `CANNOT_OPEN` when it could not be written
  void begin() throws Failed;

  /// Records facts, in order, all or a leading part of them. Returns when they are on stable
  /// storage; [#seen] shows them from then on. After a failure every further call fails: what is on
  /// the disk is unknown until the ledger is opened again.
  ///
  /// Does [#begin] first.
  ///
  /// @throws Failed `DELIVERY` when they could not be written
  void record(List<Entry> batch) throws Failed;

  /// Letters and digits that were drawn for the account, and that no other account bears. They last
  /// once the state [#isBegun].
  String mark();

  /// A private directory of the account, for messages on their way; made on first use by whoever
  /// needs it.
  Path spool();

  /// Rewrites the snapshot when the journal has grown, and releases the lock. Never throws.
  @Override
  void close();
}
