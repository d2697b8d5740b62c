package org.popfetch.seen;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.popfetch.os.Disk;
import org.popfetch.report.Failed;

/// A ledger in files: a snapshot, and a journal of what happened since.
///
/// The procedure of [#open]: the lock is taken; both files are read; a journal that a compaction
/// left behind is replaced, a torn end cut off; then the journal is open for appending. Where there
/// are no files yet, [#begin] makes them.
final class FileLedger implements Ledger {
  /// A journal is merged into the snapshot when it has more lines than this, and than half the
  /// snapshot: then rewriting costs less than what it saves the coming runs.
  private static final long LONG_JOURNAL = 1000;

  private static final String MARK_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int MARK_LENGTH = 16;

  private final AccountLock lock;
  private final StateWriter writer;
  private final SeenTable table;
  private final Header header;

  /// None until the account has files.
  private @Nullable Journal journal;

  private boolean usable = true;

  private FileLedger(
      AccountLock lock,
      StateWriter writer,
      SeenTable table,
      Header header,
      @Nullable Journal journal) {
    this.lock = lock;
    this.writer = writer;
    this.table = table;
    this.header = header;
    this.journal = journal;
  }

  /// Opens the ledger of an account; an empty one, of which nothing is on the disk, when it is
  /// missing.
  ///
  /// @param asked the mailbox that it has to be about; nothing: whichever it is, and it must exist
  static FileLedger open(StateFiles files, Disk disk, Clock clock, Optional<Mailbox> asked)
      throws Failed {
    return open(files, disk, clock, asked, Threshold.NONE);
  }

  /// Likewise.
  ///
  /// @param threshold hears how far it has come
  static FileLedger open(
      StateFiles files, Disk disk, Clock clock, Optional<Mailbox> asked, Threshold threshold)
      throws Failed {
    AccountLock lock = AccountLock.take(files, disk, clock);
    boolean opened = false;
    try {
      threshold.locked();
      if (asked.isPresent()) {
        Optional<Seen> foreword = Foreword.of(files, asked.get());
        if (foreword.isPresent()) {
          threshold.knows(foreword.get());
        }
      }
      FileLedger ledger = open(new StateWriter(files, disk), lock, asked);
      opened = true;
      return ledger;
    } catch (Damaged e) {
      throw Complaint.damaged(files.account(), e);
    } catch (IOException e) {
      throw Complaint.cannotOpen(files.directory(), e);
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private static FileLedger open(StateWriter writer, AccountLock lock, Optional<Mailbox> asked)
      throws Damaged, IOException, Failed {
    StateFiles files = writer.files();
    Optional<Loaded> found = Loaded.from(files);
    if (found.isEmpty()) {
      Mailbox mailbox = asked.orElseThrow(() -> Complaint.unknown(files.account()));
      Header header = Header.journal(newMark(), 1, 0, mailbox);
      return new FileLedger(lock, writer, new SeenTable(), header, null);
    }
    Loaded loaded = found.get();
    Mailbox remembered = loaded.header().mailbox();
    if (!asked.orElse(remembered).isSameAs(remembered)) {
      throw Complaint.anotherMailbox(files.account(), remembered, asked.orElse(remembered));
    }
    Header header = loaded.header();
    Loaded.JournalEnd end = loaded.journal().orElse(Loaded.JournalEnd.ofNew(header));
    if (loaded.journal().isEmpty()) {
      writer.replaceJournal(header);
    } else if (isLong(end.lines(), loaded.table())) {
      header = header.next(end.sequence());
      writer.replace(header, loaded.table());
      end = Loaded.JournalEnd.ofNew(header);
    }
    Journal journal = Journal.open(files, writer.disk(), end);
    return new FileLedger(lock, writer, loaded.table(), header, journal);
  }

  private static boolean isLong(long journalLines, SeenTable table) {
    return journalLines > Math.max(LONG_JOURNAL, table.lines() / 2);
  }

  private static String newMark() {
    return new SecureRandom()
        .ints(MARK_LENGTH, 0, MARK_LETTERS.length())
        .mapToObj(i -> MARK_LETTERS.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  @Override
  public Seen seen() {
    return table;
  }

  @Override
  public synchronized List<Entry.Intended> unsettled() {
    return table.open();
  }

  /// The messages of which anything is remembered under a uid or a digest.
  synchronized Set<Identity> known(String text) {
    return table.known(text);
  }

  @Override
  public synchronized boolean isBegun() {
    return journal != null;
  }

  @Override
  public synchronized void begin() throws Failed {
    journal();
  }

  private Journal journal() throws Failed {
    if (!usable) {
      throw Complaint.ended(writer.files().directory());
    }
    if (journal == null) {
      usable = false; // and so it stays, whatever is thrown
      journal = made();
      usable = true;
    }
    return journal;
  }

  private Journal made() throws Failed {
    try {
      writer.create(header, table);
      return Journal.open(writer.files(), writer.disk(), Loaded.JournalEnd.ofNew(header));
    } catch (IOException e) {
      throw Complaint.cannotOpen(writer.files().directory(), e);
    }
  }

  @Override
  public synchronized void record(List<Entry> batch) throws Failed {
    if (batch.isEmpty() && usable) {
      return;
    }
    Journal open = journal();
    usable = false;
    try {
      open.append(batch);
    } catch (IOException e) {
      throw Complaint.cannotWrite(writer.files().directory(), e);
    }
    batch.forEach(table::apply);
    usable = true;
  }

  @Override
  public String mark() {
    return header.mark();
  }

  @Override
  public Path spool() {
    return writer.files().spool();
  }

  @Override
  public synchronized void close() {
    boolean whole = usable;
    usable = false;
    try (lock;
        Journal open = journal) {
      if (whole && open != null && isLong(open.lines(), table)) {
        writer.replace(header.next(open.sequence()), table);
      }
    } catch (IOException e) {
      // Whatever was written, the next run finds the old files, or the new ones.
      return;
    }
  }
}
