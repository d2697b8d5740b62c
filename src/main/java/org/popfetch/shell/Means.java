package org.popfetch.shell;

import java.nio.file.Path;
import java.time.Clock;
import org.popfetch.os.Disk;
import org.popfetch.os.Programs;
import org.popfetch.seen.StateDirectory;

/// What the prompt needs of this machine.
///
/// @param state what accounts have seen; only looked at
/// @param home what `~` stands for
public record Means(Disk disk, Programs programs, StateDirectory state, Clock clock, Path home) {
  /// A file as somebody names it at a prompt.
  Path path(String typed) {
    return typed.startsWith("~/") ? home.resolve(typed.substring(2)) : Path.of(typed);
  }
}
