package org.popfetch.deliver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.popfetch.os.Disk;
import org.popfetch.os.DiskFile;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// Messages in forced spool files, whose places at the end of a locked mbox are fixed.
final class StagedMbox implements Staged {
  private final Disk disk;
  private final Trouble trouble;
  private final MboxLock.Held mbox;
  private final List<MboxIntent> batch;
  private boolean unknown;

  /// @param batch not empty, one after the other from the mbox's end on
  StagedMbox(Disk disk, Trouble trouble, MboxLock.Held mbox, List<MboxIntent> batch) {
    this.disk = disk;
    this.trouble = trouble;
    this.mbox = mbox;
    this.batch = batch;
  }

  @Override
  public List<Intent> intents() {
    return batch.stream().map(MboxIntent::written).toList();
  }

  @Override
  public List<Outcome> commit() throws Failed {
    DiskFile file = mbox.file();
    try {
      if (file.size() != batch.getFirst().offset()) {
        return refusedFrom(0, writtenByOthers(), false);
      }
      return append(file);
    } catch (IOException e) {
      // Not even what was written could be taken back or forced: nobody knows what is there.
      unknown = true;
      throw trouble.failed(e);
    }
  }

  private List<Outcome> append(DiskFile file) throws IOException {
    file.position(batch.getFirst().offset());
    for (int i = 0; i < batch.size(); i++) {
      MboxIntent intent = batch.get(i);
      try {
        new Spooled(intent.spool(), intent.length()).appendTo(file);
      } catch (IOException e) {
        file.truncate(intent.offset());
        file.force();
        return refusedFrom(i, trouble.delivery(e), true);
      }
    }
    file.force();
    return refusedFrom(batch.size(), writtenByOthers(), false);
  }

  /// The outcomes when all before `first` are safe and the others are not there.
  private List<Outcome> refusedFrom(int first, Failure failure, boolean broken) {
    var outcomes = new ArrayList<Outcome>();
    for (int i = 0; i < batch.size(); i++) {
      outcomes.add(i < first ? new Outcome.Delivered() : new Outcome.Refused(failure, broken));
    }
    return outcomes;
  }

  private Failure writtenByOthers() {
    return trouble.later("another program writes to it in spite of the locks").failure();
  }

  /// The spool files go even if the journal could not be told what was delivered: an intent's
  /// digest finds the message in the mbox without them.
  @Override
  public void close() {
    if (!unknown) {
      batch.forEach(intent -> Leftover.remove(disk, intent.spool()));
    }
    mbox.close();
  }
}
