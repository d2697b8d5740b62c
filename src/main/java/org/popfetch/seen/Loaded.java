package org.popfetch.seen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.popfetch.pop3.ServerText;

/// What the two files of an account say.
///
/// @param header the snapshot's
/// @param table all entries, replayed
/// @param journal how far the journal goes; nothing when it is of the generation before, because a
///   compaction was cut short, and has to be written anew
record Loaded(Header header, SeenTable table, Optional<JournalEnd> journal) {
  /// Hardly any message has a shorter one.
  private static final int SHORTEST_LINE = 64;

  /// Where the journal's last whole line ends.
  ///
  /// @param octets the length of the file up to there; what follows is torn
  /// @param lines how many lines stand behind its first
  /// @param sequence of the last line
  record JournalEnd(long octets, long lines, long sequence) {
    /// Of a journal that was just written, to go with the snapshot `header`.
    static JournalEnd ofNew(Header header) {
      return new JournalEnd(header.asJournal().text().length(), 0, header.sequence());
    }
  }

  /// Of the last line that counts.
  long sequence() {
    return journal.map(JournalEnd::sequence).orElse(header.sequence());
  }

  /// Reads both files, and changes neither.
  ///
  /// @return nothing when the account has no state yet, or its making was cut short
  /// @throws Damaged when something was lost that had been on stable storage
  static Optional<Loaded> from(StateFiles files) throws Damaged, IOException {
    if (!Files.exists(files.snapshot())) {
      requireUnused(files);
      return Optional.empty();
    }
    SeenTable table = new SeenTable();
    Header header = readSnapshot(files.snapshot(), table);
    if (!Files.exists(files.journal())) {
      throw Damaged.file(files.journal(), "is missing");
    }
    return Optional.of(
        new Loaded(header, table, JournalReader.read(files.journal(), header, table)));
  }

  /// A snapshot is made before the journal gets its first entry.
  private static void requireUnused(StateFiles files) throws Damaged, IOException {
    if (Files.exists(files.journal()) && JournalReader.isUsed(files.journal())) {
      throw Damaged.file(files.snapshot(), "is missing, though the journal beside it has entries");
    }
  }

  private static Header readSnapshot(Path file, SeenTable table) throws Damaged, IOException {
    try (OctetLines lines = new OctetLines(file)) {
      Header header = header(Header.Kind.SNAPSHOT, file, lines);
      table.notBefore(header.newest());
      table.expect((int) Math.min(header.lines(), Files.size(file) / SHORTEST_LINE));
      long expected = 0;
      while (lines.next()) {
        replay(file, lines, ++expected, table);
      }
      if (expected != header.lines()) {
        throw Damaged.file(file, "has %d lines instead of %d".formatted(expected, header.lines()));
      }
      return header;
    }
  }

  private static void replay(Path file, OctetLines lines, long expected, SeenTable table)
      throws Damaged {
    Optional<Line> line = lines.whole();
    if (line.isEmpty()) {
      throw Damaged.line(file, lines.number(), "this line is damaged");
    }
    replay(file, lines.number(), line.get(), expected, table);
  }

  /// Applies a whole line.
  static void replay(Path file, int number, Line line, long expected, SeenTable table)
      throws Damaged {
    if (line.sequence() != expected) {
      throw Damaged.line(
          file, number, "line %d stands where %d was due".formatted(line.sequence(), expected));
    }
    try {
      EntryText.replay(line.words(), table);
    } catch (IllegalArgumentException e) {
      var why = new ServerText(String.valueOf(e.getMessage())); // it may quote the line
      throw Damaged.line(file, number, "this line makes no sense: " + why);
    }
  }

  /// Reads the first line.
  static Header header(Header.Kind kind, Path file, OctetLines lines) throws Damaged, IOException {
    String first = lines.next() && lines.isEnded() ? lines.line() : "";
    int version = Header.version(first);
    if (version > Header.VERSION) {
      throw Damaged.newer(file, version);
    }
    return Header.parse(kind, first)
        .orElseThrow(() -> Damaged.line(file, 1, "the file's first line is damaged"));
  }
}
