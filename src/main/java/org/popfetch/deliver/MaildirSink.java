package org.popfetch.deliver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.popfetch.os.Disk;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// A Maildir (maildir(5)): one file per message, written in `tmp/`, then renamed into `new/`.
///
/// Many accounts and many programs can deliver at once without locks, because no two files bear the
/// same name.
public final class MaildirSink implements Sink {
  /// So many files are forced side by side and share one force of a directory.
  private static final int BATCH = 100;

  private final Disk disk;
  private final Path maildir;
  private final Trouble trouble;

  /// @param maildir the directory that holds, or will hold, `cur`, `new` and `tmp`
  public MaildirSink(Disk disk, Path maildir) {
    this.disk = disk;
    this.maildir = RealPlace.of(maildir);
    this.trouble = Trouble.deliveringTo(maildir);
  }

  Path place() {
    return maildir;
  }

  @Override
  public void open(boolean knownBefore) throws Failed {
    demandFitting(knownBefore);
    try {
      make();
      if (!knownBefore) {
        forceAbove();
      }
    } catch (IOException e) {
      throw trouble.cannotOpen(e);
    }
    demandWritable(directories());
  }

  @Override
  public void inspect(boolean knownBefore) throws Failed {
    demandFitting(knownBefore);
    List<Path> there = directories().stream().filter(Files::exists).toList();
    demandWritable(there);
    if (there.size() < directories().size()) {
      trouble.demandGround(maildir);
    }
  }

  private void demandFitting(boolean knownBefore) throws Failed {
    if (!isMaildir()) {
      if (knownBefore) {
        throw trouble.missing(maildir);
      }
      refuseOtherThings();
    }
  }

  private void demandWritable(List<Path> directories) throws Failed {
    for (Path directory : directories) {
      if (!Files.isWritable(directory)) {
        throw trouble.unwritable(directory);
      }
    }
  }

  boolean isMaildir() {
    return Files.isDirectory(maildir.resolve("cur")) || Files.isDirectory(maildir.resolve("new"));
  }

  /// Whether any message is in it.
  boolean holdsMail() {
    return isMaildir()
        && Stream.of(fresh(), maildir.resolve("cur")).anyMatch(MaildirSink::holdsAnything);
  }

  private static boolean holdsAnything(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private void refuseOtherThings() throws Failed {
    if (!Files.exists(maildir)) {
      return;
    }
    if (!Files.isDirectory(maildir)) {
      throw trouble.cannotOpen(
          maildir + " is a file, and no Maildir",
          "if it is an mbox, write mbox: behind deliver; else name a folder there");
    }
    try {
      boolean holdsMore = FileNames.in(maildir).stream().anyMatch(name -> !name.equals("tmp"));
      // Asked once more: what it holds may be what another account has just begun to make.
      if (holdsMore && !isMaildir()) {
        throw trouble.cannotOpen(
            maildir + " holds other things, and is no Maildir (it has no cur and no new)",
            "name a folder of its own behind deliver, such as %s; it is made"
                .formatted(maildir.resolve("Mail")));
      }
    } catch (IOException e) {
      throw trouble.cannotOpen(e);
    }
  }

  /// Makes what is missing, in an order that leaves something which [#open] finishes after a crash.
  private void make() throws IOException {
    for (Path directory : directories()) {
      disk.makeDirectories(directory);
    }
  }

  /// A crash may have come between the making of a directory and the forcing of its entry.
  private void forceAbove() throws IOException {
    disk.forceDirectory(maildir);
    disk.forceAbove(maildir);
  }

  private List<Path> directories() {
    return List.of(tmp(), maildir.resolve("cur"), fresh());
  }

  private Path tmp() {
    return maildir.resolve("tmp");
  }

  /// `new/`.
  private Path fresh() {
    return maildir.resolve("new");
  }

  @Override
  public Incoming receive(Consignee consignee) throws Failed {
    Path file = tmp().resolve(UniqueNames.next(consignee));
    try {
      return FileIncoming.create(disk, file, trouble);
    } catch (IOException e) {
      throw trouble.failed(e);
    }
  }

  @Override
  public int batchLimit() {
    return BATCH;
  }

  @Override
  public Staged stage(Consignee consignee, List<Received> batch) throws Failed {
    try {
      disk.forceAll(batch.stream().map(Received::file).toList());
      disk.forceDirectory(tmp());
    } catch (IOException e) {
      throw trouble.failed(e);
    }
    return new StagedMaildir(disk, trouble, maildir, batch);
  }

  @Override
  public List<Settled> settle(Consignee consignee, List<Intent> open) throws Failed {
    if (!isMaildir()) {
      if (open.isEmpty()) {
        return List.of();
      }
      throw trouble.missing(maildir);
    }
    try {
      make();
      var recovery = new MaildirRecovery(disk, maildir);
      return recovery.settle(open);
    } catch (IOException e) {
      throw trouble.cannotOpen(e);
    }
  }

  @Override
  public void sweep(Consignee consignee) {
    Leftover.sweep(disk, tmp(), UniqueNames.of(consignee).asMatchPredicate());
  }

  @Override
  public Failure failure(Consignee consignee, IOException fault) {
    return trouble.delivery(fault);
  }

  @Override
  public String toString() {
    return "maildir:" + maildir;
  }
}
