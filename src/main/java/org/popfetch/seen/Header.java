package org.popfetch.seen;

import java.io.IOException;
import java.util.Optional;

/// A file's first line: whose state it is, and which of the account's two files belong together.
///
///     popfetch-state 1 journal k3v9… 7 1203 pop.example.com me@example.com 1a2b3c4d
///
/// @param kind which of the two files
/// @param mark the account's own letters and digits
/// @param generation counts the snapshots; a journal belongs to the snapshot of its generation
/// @param sequence of the last journal line that the snapshot includes
/// @param mailbox whose messages
/// @param lines how many lines follow, in a snapshot; -1 in a journal
/// @param newest the [Stamp] of the newest entry, in a snapshot
record Header(
    Kind kind,
    String mark,
    long generation,
    long sequence,
    Mailbox mailbox,
    long lines,
    long newest) {
  /// The version that is written, and the newest that is read.
  static final int VERSION = 1;

  private static final String MAGIC = "popfetch-state ";

  /// What a file is.
  enum Kind {
    SNAPSHOT,
    JOURNAL;

    String word() {
      return switch (this) {
        case SNAPSHOT -> "snapshot";
        case JOURNAL -> "journal";
      };
    }
  }

  /// The journal that goes with a snapshot.
  static Header journal(String mark, long generation, long sequence, Mailbox mailbox) {
    return new Header(Kind.JOURNAL, mark, generation, sequence, mailbox, -1, Stamp.NONE);
  }

  /// Of the next generation, with all journal lines up to `last` included.
  Header next(long last) {
    return journal(mark, generation + 1, last, mailbox);
  }

  Header of(Mailbox other) {
    return new Header(kind, mark, generation, sequence, other, lines, newest);
  }

  Header asJournal() {
    return journal(mark, generation, sequence, mailbox);
  }

  /// The snapshot of this generation.
  Header asSnapshot(SeenTable table) {
    long newest = table.newest().map(Stamp::of).orElse(Stamp.NONE);
    return new Header(Kind.SNAPSHOT, mark, generation, sequence, mailbox, table.lines(), newest);
  }

  String text() {
    String both =
        String.join(
            " ",
            MAGIC + VERSION,
            kind.word(),
            mark,
            Long.toString(generation),
            Long.toString(sequence),
            Escaped.of(mailbox.host()),
            Escaped.of(mailbox.user()));
    return switch (kind) {
      case JOURNAL -> Line.seal(both);
      case SNAPSHOT -> Line.seal(both + " " + lines + " " + Stamp.text(newest));
    };
  }

  /// The version that a first line names, whatever the rest of it says: a later one may have
  /// another checksum. 0 when it is none of ours.
  static int version(String line) {
    if (!line.startsWith(MAGIC)) {
      return 0;
    }
    String version = new Fields(line.substring(MAGIC.length())).word();
    return version.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(version) : 0;
  }

  /// Reads a file's first line; nothing when it is not a header of this kind.
  static Optional<Header> first(Kind kind, OctetLines lines) throws IOException {
    return lines.next() ? parse(kind, lines.line()) : Optional.empty();
  }

  /// Reads what [#text] wrote, without its line end; nothing when it is damaged, or the file is of
  /// the other kind.
  static Optional<Header> parse(Kind kind, String line) {
    return Line.unseal(line).flatMap(whole -> parseWhole(kind, whole));
  }

  private static Optional<Header> parseWhole(Kind kind, String line) {
    Fields in = new Fields(line);
    try {
      String head = in.word() + " " + in.word() + " " + in.word();
      if (!head.equals(MAGIC + VERSION + " " + kind.word())) {
        return Optional.empty();
      }
      String mark = in.word();
      long generation = in.count();
      long sequence = in.count();
      Mailbox mailbox = new Mailbox(in.text(), in.text());
      boolean counted = kind == Kind.SNAPSHOT;
      long lines = counted ? in.count() : -1;
      long newest = counted ? in.stamp() : Stamp.NONE;
      in.end();
      return Optional.of(new Header(kind, mark, generation, sequence, mailbox, lines, newest));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
