package org.popfetch.seen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What an account's files say of its server, before all of them are read: a large snapshot takes
/// as long as a server takes to look into a large maildrop.
///
/// Nothing relies on it. Where the files are other than usual there is none, and whoever reads them
/// whole says what is wrong.
final class Foreword {
  /// A smaller snapshot is read before a server greets, in octets.
  private static final long LARGE = 1_000_000;

  /// A longer journal is not read twice.
  private static final long SHORT = 200_000;

  /// Holds a snapshot's last line.
  private static final long END = 64 * 1024;

  private Foreword() {}

  /// The facts that the files remember, and nothing else.
  ///
  /// @return nothing as well while something is unsettled, which has to be seen to first
  static Optional<Seen> of(StateFiles files, Mailbox asked) throws IOException {
    if (!isWorthIt(files)) {
      return Optional.empty();
    }
    SeenTable table = new SeenTable();
    try (OctetLines snapshot = new OctetLines(files.snapshot());
        OctetLines journal = new OctetLines(files.journal())) {
      boolean usual =
          belongTogether(
                  Header.first(Header.Kind.SNAPSHOT, snapshot),
                  Header.first(Header.Kind.JOURNAL, journal),
                  asked)
              && readFacts(snapshot, table)
              && !endsWithIntent(files.snapshot());
      if (!usual) {
        return Optional.empty();
      }
      readAll(journal, table);
      return table.open().isEmpty() ? Optional.of(table) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isWorthIt(StateFiles files) throws IOException {
    return Files.exists(files.snapshot())
        && Files.exists(files.journal())
        && Files.size(files.snapshot()) >= LARGE
        && Files.size(files.journal()) <= SHORT;
  }

  private static boolean belongTogether(
      Optional<Header> snapshot, Optional<Header> journal, Mailbox asked) {
    return snapshot.filter(header -> asked.isSameAs(header.mailbox())).isPresent()
        && snapshot.map(Header::asJournal).equals(journal);
  }

  /// Reads the facts that a snapshot begins with.
  ///
  /// @return false when it does not: an earlier version wrote them last
  private static boolean readFacts(OctetLines lines, SeenTable table) throws IOException {
    boolean any = false;
    while (lines.next()) {
      Optional<Fields> words = lines.whole().map(Line::words);
      if (words.isEmpty() || !words.get().passes("learnt")) {
        break;
      }
      table.apply(new Entry.Learnt(words.get().text(), words.get().text()));
      any = true;
    }
    return any;
  }

  /// Whether the last line of a snapshot is an intent, as it is when there are any, or is not
  /// known.
  private static boolean endsWithIntent(Path snapshot) throws IOException {
    boolean intent = true;
    try (OctetLines lines = new OctetLines(snapshot, Files.size(snapshot) - END)) {
      while (lines.next()) {
        intent = lines.whole().map(line -> line.words().passes("intended")).orElse(true);
      }
      return intent;
    }
  }

  /// As far as lines are whole.
  private static void readAll(OctetLines journal, SeenTable table) throws IOException {
    while (journal.next()) {
      Optional<Line> line = journal.whole();
      if (line.isEmpty()) {
        return;
      }
      EntryText.replay(line.get().words(), table);
    }
  }
}
