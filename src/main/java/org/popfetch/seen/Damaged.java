package org.popfetch.seen;

import java.nio.file.Path;

/// A state file is not what this room wrote. Turned into words by [Complaint].
final class Damaged extends Exception {
  private final Path file;
  private final boolean newer;

  private Damaged(Path file, String what, boolean newer) {
    super(what);
    this.file = file;
    this.newer = newer;
  }

  /// A line is not as it was written.
  static Damaged line(Path file, int number, String what) {
    return new Damaged(file, file + ":" + number + ": " + what, false);
  }

  /// The file as a whole cannot be what belongs here.
  static Damaged file(Path file, String what) {
    return new Damaged(file, file + " " + what, false);
  }

  /// The file is fine, for a later version of this program.
  static Damaged newer(Path file, int version) {
    String what =
        "%s was written by a newer popfetch (format %d; this one reads up to %d)"
            .formatted(file, version, Header.VERSION);
    return new Damaged(file, what, true);
  }

  Path file() {
    return file;
  }

  boolean isNewer() {
    return newer;
  }

  /// File, line, and what is wrong with it.
  String what() {
    return String.valueOf(getMessage());
  }
}
