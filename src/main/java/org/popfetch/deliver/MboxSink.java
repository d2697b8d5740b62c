package org.popfetch.deliver;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.popfetch.os.Disk;
import org.popfetch.os.KernelLocks;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Reporter;

/// An mbox (mbox(5), the mboxrd variant): all messages in one file, which others write to as well.
///
/// A message is received into a spool file of its account, as it will stand in the mbox, and
/// appended under lock when it is whole.
public final class MboxSink implements Sink {
  /// How long to wait for other programs that hold the mbox when nobody says otherwise.
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  /// So many messages share one locking and one force of the mbox.
  private static final int BATCH = 100;

  private final Disk disk;
  private final Path mbox;
  private final Trouble trouble;
  private final MboxLock lock;

  /// @param mbox the file; it need not exist. Its dot-lock is beside the file that links lead to
  /// @param patience how long to wait for other programs that hold it
  /// @param reporter hears once of a directory that forbids dot-locks
  public MboxSink(Disk disk, Path mbox, Duration patience, Reporter reporter) {
    this.disk = disk;
    this.mbox = RealPlace.of(mbox);
    this.trouble = Trouble.deliveringTo(mbox);
    this.lock = new MboxLock(disk, this.mbox, trouble, patience, reporter);
  }

  @Override
  public void open(boolean knownBefore) throws Failed {
    if (!Files.exists(mbox)) {
      if (knownBefore) {
        throw trouble.missing(mbox);
      }
      make();
    }
    demandUsable();
    if (!knownBefore) {
      forceEntry();
    }
  }

  @Override
  public void inspect(boolean knownBefore) throws Failed {
    if (Files.exists(mbox)) {
      demandUsable();
    } else if (knownBefore) {
      throw trouble.missing(mbox);
    } else {
      trouble.demandGround(mbox);
    }
  }

  private void demandUsable() throws Failed {
    if (!Files.isRegularFile(mbox)) {
      boolean folder = Files.isDirectory(mbox);
      throw trouble.cannotOpen(
          mbox + (folder ? " is a folder" : " is no file") + ", so it cannot be an mbox",
          folder
              ? "if it is a Maildir, write maildir: behind deliver; else name a file there"
              : "name a file behind deliver");
    }
    if (!Files.isReadable(mbox) || !Files.isWritable(mbox)) {
      throw trouble.unwritable(mbox);
    }
  }

  Path place() {
    return mbox;
  }

  /// Who holds one of its locks just now, as far as that shows without trying them.
  Optional<String> lockedBy() {
    try {
      return lock.dotLock().holder().or(() -> kernelLockHolder());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<String> kernelLockHolder() {
    OptionalLong process = KernelLocks.holder(mbox);
    return process.isPresent() ? Optional.of("process " + process.getAsLong()) : Optional.empty();
  }

  private void make() throws Failed {
    try {
      disk.makeDirectories(parent());
      lock.alone(() -> disk.create(mbox).close());
    } catch (FileAlreadyExistsException somebodyWasFaster) {
      // All the same.
    } catch (IOException e) {
      throw trouble.cannotOpen(e);
    }
  }

  /// An intent may rely on the mbox: it must not vanish with a power failure.
  private void forceEntry() throws Failed {
    try {
      if (Files.isReadable(parent())) {
        disk.forceDirectory(parent());
      }
      disk.forceAbove(parent());
    } catch (IOException e) {
      throw trouble.cannotOpen(e);
    }
  }

  private Path parent() {
    return Objects.requireNonNull(mbox.getParent(), "a file is in a directory");
  }

  @Override
  public Incoming receive(Consignee consignee) throws Failed {
    return FileIncoming.spooled(disk, consignee, trouble, MboxIncoming::begin);
  }

  @Override
  public int batchLimit() {
    return BATCH;
  }

  @Override
  public Staged stage(Consignee consignee, List<Received> batch) throws Failed {
    List<String> digests = forced(consignee, batch);
    MboxLock.Held held = lock.take(consignee);
    try {
      long offset = new MboxText(held.file()).endWithEmptyLine();
      var intents = new ArrayList<MboxIntent>();
      for (int i = 0; i < batch.size(); i++) {
        Received message = batch.get(i);
        intents.add(new MboxIntent(mbox, offset, message.length(), digests.get(i), message.file()));
        offset += message.length();
      }
      return new StagedMbox(disk, trouble, held, intents);
    } catch (IOException e) {
      held.close();
      throw trouble.failed(e);
    }
  }

  private List<String> forced(Consignee consignee, List<Received> batch) throws Failed {
    try {
      disk.forceAll(batch.stream().map(Received::file).toList());
      disk.forceDirectory(consignee.spool());
      var digests = new ArrayList<String>();
      for (Received message : batch) {
        digests.add(new Spooled(message.file(), message.length()).digest());
      }
      return digests;
    } catch (IOException e) {
      throw trouble.byWayOf(consignee.spool()).failed(e);
    }
  }

  @Override
  public List<Settled> settle(Consignee consignee, List<Intent> open) throws Failed {
    var settled = new Settled[open.size()];
    Arrays.fill(settled, Settled.FETCH_AGAIN);
    List<Place> here = placesOf(open);
    if (!here.isEmpty()) {
      try (MboxLock.Held held = lock.take(consignee)) {
        var recovery = new MboxRecovery(held.file());
        List<Settled> outcomes = recovery.settle(here.stream().map(Place::intent).toList());
        for (int i = 0; i < outcomes.size(); i++) {
          settled[here.get(i).index] = outcomes.get(i);
        }
        held.file().force();
      } catch (IOException e) {
        throw trouble.failed(e);
      }
    }
    return List.of(settled);
  }

  private record Place(int index, MboxIntent intent) {}

  /// The intents for this mbox, by their offsets.
  private List<Place> placesOf(List<Intent> open) {
    var here = new ArrayList<Place>();
    for (int i = 0; i < open.size(); i++) {
      int index = i;
      MboxIntent.read(open.get(i))
          .filter(intent -> intent.mbox().equals(mbox))
          .ifPresent(intent -> here.add(new Place(index, intent)));
    }
    here.sort(Comparator.comparingLong(place -> place.intent.offset()));
    return here;
  }

  @Override
  public void sweep(Consignee consignee) {
    var ours = UniqueNames.of(consignee).asMatchPredicate();
    Leftover.sweep(disk, consignee.spool(), ours);
    lock.dotLock().sweep(ours);
    try {
      if (lock.dotLock().isStale()) {
        lock.take(consignee).close();
      }
    } catch (IOException | Failed tryNextTime) {
      // Whoever takes the lock next removes the stale one as well.
    }
  }

  @Override
  public Failure failure(Consignee consignee, IOException fault) {
    return trouble.byWayOf(consignee.spool()).delivery(fault);
  }

  @Override
  public String toString() {
    return "mbox:" + mbox;
  }
}
