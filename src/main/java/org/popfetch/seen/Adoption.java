package org.popfetch.seen;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import org.popfetch.os.Disk;
import org.popfetch.report.Failed;

/// Gives an account's state to another name, or says that its mailbox has moved.
///
/// The state is written under its new name before it is removed under the old one, so that a crash
/// in between leaves both; they bear the same mark, and doing it again finishes it.
record Adoption(Disk disk, Clock clock) {
  private static final String MOVING = "moving its state";

  /// Facts about the server have keys that begin so.
  private static final String ABOUT_SERVER = "server.";

  void adopt(StateFiles from, StateFiles to, Mailbox mailbox) throws Failed {
    if (!from.exist()) {
      throw Complaint.unknown(from.account());
    }
    try (AccountLock _ = AccountLock.take(from, disk, clock)) {
      if (!from.account().equals(to.account())) {
        moveTo(from, to, mailbox);
      } else {
        change(from, mailbox);
      }
    } catch (IOException e) {
      throw Complaint.cannotChange(MOVING, e);
    }
  }

  private void moveTo(StateFiles from, StateFiles to, Mailbox mailbox) throws Failed, IOException {
    try (AccountLock _ = AccountLock.take(to, disk, clock)) {
      Optional<Loaded> there = loadIfAny(to);
      if (there.isEmpty()) {
        Loaded old = load(from);
        String mark = old.header().mark();
        Header header = Header.journal(mark, 1, old.sequence(), old.header().mailbox());
        new StateWriter(to, disk).create(header, old.table());
      } else if (!markOf(from).equals(Optional.of(there.get().header().mark()))) {
        throw Complaint.taken(from.account(), to.account());
      }
      if (Files.exists(from.spool())) {
        disk.rename(from.spool(), to.spool());
        disk.forceDirectory(to.directory());
      }
      new Oblivion(disk).forget(from);
      change(to, mailbox);
    }
  }

  private void change(StateFiles files, Mailbox mailbox) throws Failed, IOException {
    Loaded loaded = load(files);
    Mailbox before = loaded.header().mailbox();
    if (before.equals(mailbox)) {
      return;
    }
    if (!before.host().equalsIgnoreCase(mailbox.host())) {
      loaded.table().unlearn(ABOUT_SERVER);
    }
    Header header = loaded.header().of(mailbox).next(loaded.sequence());
    new StateWriter(files, disk).replace(header, loaded.table());
  }

  /// Of files that may have been half removed already.
  private static Optional<String> markOf(StateFiles files) throws Failed, IOException {
    try {
      return Salvaged.from(files).header().map(Header::mark);
    } catch (Damaged e) {
      throw Complaint.damaged(files.account(), e);
    }
  }

  private static Loaded load(StateFiles files) throws Failed, IOException {
    return loadIfAny(files).orElseThrow(() -> Complaint.unknown(files.account()));
  }

  private static Optional<Loaded> loadIfAny(StateFiles files) throws Failed, IOException {
    try {
      return Loaded.from(files);
    } catch (Damaged e) {
      throw Complaint.damaged(files.account(), e);
    }
  }
}
