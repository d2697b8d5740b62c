package org.popfetch.os;

import java.nio.file.Path;

/// A change that is about to be made outside of this process.
///
/// @param number counts from 1 since the [Disk] (or the [Steps] it shares) was made
/// @param kind what sort of change
/// @param target the file or directory, or the program's name
public record Step(long number, Kind kind, Path target) {
  /// The sorts of change.
  public enum Kind {
    CREATE,
    WRITE,
    TRUNCATE,
    FORCE,
    FORCE_DIRECTORY,
    RENAME,
    LINK,
    REMOVE,
    MAKE_DIRECTORY,
    LOCK,
    RUN
  }
}
