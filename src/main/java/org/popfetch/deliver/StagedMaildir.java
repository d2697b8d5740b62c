package org.popfetch.deliver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.popfetch.os.Disk;
import org.popfetch.report.Failed;

/// Messages on stable storage in a Maildir's `tmp/`.
final class StagedMaildir implements Staged {
  private final Disk disk;
  private final Trouble trouble;
  private final Path maildir;
  private final List<Received> batch;
  private final List<Path> toUndo;

  StagedMaildir(Disk disk, Trouble trouble, Path maildir, List<Received> batch) {
    this.disk = disk;
    this.trouble = trouble;
    this.maildir = maildir;
    this.batch = batch;
    this.toUndo = new ArrayList<>(batch.stream().map(Received::file).toList());
  }

  @Override
  public List<Intent> intents() {
    return batch.stream().map(message -> intent(message).written()).toList();
  }

  private MaildirIntent intent(Received message) {
    return new MaildirIntent(maildir, message.file().getFileName().toString());
  }

  @Override
  public List<Outcome> commit() throws Failed {
    var outcomes = new ArrayList<Outcome>();
    for (Received message : batch) {
      outcomes.add(deliver(message.file()));
    }
    if (outcomes.contains(new Outcome.Delivered())) {
      force();
    }
    return outcomes;
  }

  private Outcome deliver(Path file) {
    try {
      disk.rename(file, maildir.resolve("new").resolve(file.getFileName()));
      toUndo.remove(file);
      return new Outcome.Delivered();
    } catch (IOException e) {
      return new Outcome.Refused(trouble.delivery(e), Trouble.isLasting(e));
    }
  }

  private void force() throws Failed {
    try {
      disk.forceDirectory(maildir.resolve("new"));
    } catch (IOException e) {
      toUndo.clear();
      throw trouble.failed(e);
    }
  }

  @Override
  public void close() {
    for (Path file : toUndo) {
      Leftover.remove(disk, file);
    }
    toUndo.clear();
  }
}
