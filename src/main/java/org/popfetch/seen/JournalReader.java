package org.popfetch.seen;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads a journal, and tells a torn end from damage.
///
/// What a crash leaves at the end was never promised to anybody, and is left out: a line cut short,
/// blocks of NULs that the file system allotted but did not write, even when later blocks of the
/// same batch were written. A whole line behind a broken one that had been forced before it means
/// that something was lost which had been on stable storage.
final class JournalReader {
  /// No storage writes in smaller pieces.
  private static final int BLOCK = 512;

  private final Path file;
  private final OctetLines lines;

  private JournalReader(Path file, OctetLines lines) {
    this.file = file;
    this.lines = lines;
  }

  /// Replays the journal that belongs to a snapshot.
  ///
  /// @return nothing when it belongs to the snapshot before
  static Optional<Loaded.JournalEnd> read(Path file, Header snapshot, SeenTable table)
      throws Damaged, IOException {
    try (OctetLines lines = new OctetLines(file)) {
      Header header = Loaded.header(Header.Kind.JOURNAL, file, lines);
      if (!header.mark().equals(snapshot.mark())) {
        throw Damaged.file(file, "and the snapshot beside it are of different accounts");
      }
      if (header.generation() == snapshot.generation() - 1) {
        return Optional.empty();
      }
      if (header.generation() != snapshot.generation()
          || header.sequence() != snapshot.sequence()) {
        throw Damaged.file(
            file,
            "is of generation %d, the snapshot beside it of generation %d"
                .formatted(header.generation(), snapshot.generation()));
      }
      return Optional.of(new JournalReader(file, lines).replay(header, table));
    }
  }

  /// Whether it has an entry, or must have had one.
  static boolean isUsed(Path file) throws Damaged, IOException {
    try (OctetLines lines = new OctetLines(file)) {
      boolean later = false;
      if (lines.next()) {
        int version = Header.version(lines.line());
        if (version > Header.VERSION) {
          throw Damaged.newer(file, version);
        }
        later =
            Header.parse(Header.Kind.JOURNAL, lines.line())
                .filter(header -> header.generation() > 1)
                .isPresent();
      }
      while (!later && lines.next()) {
        later = whole(lines).isPresent();
      }
      return later;
    }
  }

  private Loaded.JournalEnd replay(Header header, SeenTable table) throws Damaged, IOException {
    long end = lines.end();
    long sequence = header.sequence();
    while (lines.next()) {
      Optional<Line> line = lines.whole();
      if (line.isEmpty()) {
        requireTorn(sequence + 1);
        break;
      }
      Loaded.replay(file, lines.number(), line.get(), sequence + 1, table);
      sequence++;
      end = lines.end();
    }
    return new Loaded.JournalEnd(end, sequence - header.sequence(), sequence);
  }

  /// The current line is broken. Looks at all that follows: whole lines are forgiven only when they
  /// were written together with the broken one, and blocks in between were not written.
  ///
  /// @param sequence of the broken line
  private void requireTorn(long sequence) throws Damaged, IOException {
    int number = lines.number();
    long from = lines.offset();
    boolean unwritten = false;
    do {
      unwritten |= hasUnwrittenBlock(from);
      Optional<Line> later = whole(lines);
      boolean forced = later.filter(line -> line.first() > sequence).isPresent();
      if (forced || (later.isPresent() && !unwritten)) {
        throw Damaged.line(file, number, "this line is damaged, and whole ones follow it");
      }
    } while (lines.next());
  }

  private static Optional<Line> whole(OctetLines lines) {
    if (!lines.isEnded()) {
      return Optional.empty();
    }
    return lines.whole().or(() -> Line.atTheEndOf(lines.line()));
  }

  /// Whether the current line has NULs that end where a block ends, and begin where a block or the
  /// broken part of the journal begins.
  private boolean hasUnwrittenBlock(long from) {
    String line = lines.line();
    for (int i = line.indexOf(0); i >= 0; i = line.indexOf(0, i)) {
      long begin = lines.offset() + i;
      while (i < line.length() && line.charAt(i) == 0) {
        i++;
      }
      boolean begins = begin == from || begin % BLOCK == 0;
      if (begins && (lines.offset() + i) % BLOCK == 0) {
        return true;
      }
    }
    return false;
  }
}
