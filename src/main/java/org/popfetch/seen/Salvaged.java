package org.popfetch.seen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What can still be read of an account whose files are damaged: every whole line, whatever is
/// missing between them.
final class Salvaged {
  private final SeenTable table = new SeenTable();
  private Optional<Header> header = Optional.empty();
  private long sequence;
  private int lost;

  private Salvaged() {}

  /// @throws Damaged only when a file is of a newer version
  static Salvaged from(StateFiles files) throws Damaged, IOException {
    Salvaged all = new Salvaged();
    all.read(Header.Kind.SNAPSHOT, files.snapshot());
    all.read(Header.Kind.JOURNAL, files.journal());
    return all;
  }

  private void read(Header.Kind kind, Path file) throws Damaged, IOException {
    if (!Files.exists(file)) {
      lost++;
      return;
    }
    try (OctetLines lines = new OctetLines(file)) {
      Optional<Header> first = first(kind, file, lines);
      if (first.isPresent() && isOlder(first.get())) {
        return; // the snapshot has all that it says
      }
      first.ifPresentOrElse(this::take, () -> lost++);
      while (lines.next()) {
        replay(kind, lines);
      }
    }
  }

  private static Optional<Header> first(Header.Kind kind, Path file, OctetLines lines)
      throws Damaged, IOException {
    String first = lines.next() && lines.isEnded() ? lines.line() : "";
    int version = Header.version(first);
    if (version > Header.VERSION) {
      throw Damaged.newer(file, version);
    }
    return Header.parse(kind, first);
  }

  private boolean isOlder(Header other) {
    return header.filter(known -> other.generation() < known.generation()).isPresent();
  }

  private void take(Header first) {
    header = Optional.of(first);
    sequence = Math.max(sequence, first.sequence());
    table.notBefore(first.newest());
  }

  private void replay(Header.Kind kind, OctetLines lines) {
    Optional<Line> line = Line.parse(lines.line());
    try {
      if (line.isPresent()) {
        EntryText.replay(line.get().words(), table);
        sequence = kind == Header.Kind.JOURNAL ? line.get().sequence() : sequence;
        return;
      }
    } catch (IllegalArgumentException e) {
      // Lost, like a line that is not whole.
    }
    lost++;
  }

  /// Of the file with the later generation; nothing when both are damaged in their first lines.
  Optional<Header> header() {
    return header;
  }

  SeenTable table() {
    return table;
  }

  /// Of the last journal line that was seen.
  long sequence() {
    return sequence;
  }

  /// How many lines, and files as such, could not be read.
  int lost() {
    return lost;
  }
}
