package org.popfetch.shell;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.popfetch.os.Disk;
import org.popfetch.os.Programs;
import org.popfetch.seen.StateDirectory;

/// What the prompt needs of this machine.
///
/// @param state what accounts have seen; only looked at
/// @param configured all accounts of the configuration
/// @param home what `~` stands for
public record Means(
    Disk disk,
    Programs programs,
    StateDirectory state,
    Set<String> configured,
    Clock clock,
    Path home) {
  public Means {
    configured = Set.copyOf(configured);
  }

  /// A file as somebody names it at a prompt.
  Path path(String typed) {
    return typed.startsWith("~/") ? home.resolve(typed.substring(2)) : Path.of(typed);
  }
}
