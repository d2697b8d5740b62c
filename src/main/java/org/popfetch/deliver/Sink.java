package org.popfetch.deliver;

import java.io.IOException;
import java.util.List;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// A destination: one per real place, shared by all accounts that deliver there, safe for use by
/// many threads.
public interface Sink {
  /// Looks whether [#open] would succeed, as far as that shows without making anything.
  ///
  /// @param knownBefore as there
  /// @throws Failed `CANNOT_OPEN` when it would not
  void inspect(boolean knownBefore) throws Failed;

  /// Makes sure that the destination can be delivered to, and makes it when it is missing.
  ///
  /// @param knownBefore whether something was delivered there earlier; then a missing destination
  ///   is an unmounted disk, not a first use
  /// @throws Failed `CANNOT_OPEN` when it cannot be used
  void open(boolean knownBefore) throws Failed;

  /// Begins to receive one message for an account, at a private place.
  Incoming receive(Consignee consignee) throws Failed;

  /// The most messages that [#stage] takes at once; at least 1.
  int batchLimit();

  /// Forces received messages to stable storage and fixes the places they will go to. A lock that
  /// this needs is held until [Staged#close].
  Staged stage(Consignee consignee, List<Received> batch) throws Failed;

  /// After a crash, before anything is received: says for each intent of the account whether its
  /// message is at its destination, having finished what could be finished. The answers stay the
  /// same when it is called again, so that a crash before the journal has them does no harm. An
  /// intent for another place gets `FETCH_AGAIN`.
  ///
  /// @return one per intent, in the same order
  List<Settled> settle(Consignee consignee, List<Intent> open) throws Failed;

  /// Removes what earlier runs of the account left at private places. Only while none of its
  /// intents is open: until then, what lies there may still be needed. Never fails: what could not
  /// be removed is tried again next time.
  void sweep(Consignee consignee);

  /// A fault of [Incoming#body]'s, as it is told.
  Failure failure(Consignee consignee, IOException fault);

  /// What became of an intent.
  enum Settled {
    /// The message is at its destination, forced to stable storage.
    DELIVERED,
    /// It is not, or that cannot be proven: fetch it again.
    FETCH_AGAIN
  }
}
