package org.popfetch.deliver;

import java.util.List;
import org.popfetch.report.Failed;

/// A batch of messages on stable storage, whose places are fixed. One thread.
public interface Staged extends AutoCloseable {
  /// What has to stand in the journal before [#commit], one per message, in the batch's order;
  /// empty for a sink that cannot be asked after a crash, which therefore delivers at least once.
  List<Intent> intents();

  /// Delivers, and forces what shows it to stable storage.
  ///
  /// @return one per message, in the batch's order
  /// @throws Failed when it is unknown what was delivered: the intents stay open, recovery decides
  List<Outcome> commit() throws Failed;

  /// Undoes what was not committed, removes private files that are not needed any more, and
  /// releases locks. Call it when the outcomes stand in the journal; where they could not be put
  /// there, [Sink#settle] finds out all the same. Never throws.
  @Override
  void close();
}
