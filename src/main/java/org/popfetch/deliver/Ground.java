package org.popfetch.deliver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// What a place that is not there yet would be made on: the last part of the way to it that exists.
/// Everything here looks and makes nothing.
public final class Ground {
  /// File systems that show the system itself; their folders look writable to root.
  private static final Set<String> SHOWN_BY_THE_SYSTEM = Set.of("proc", "sysfs");

  private Ground() {}

  /// The place itself, or what exists of the way to it.
  public static Path below(Path place) {
    Path at = place.toAbsolutePath();
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }

  /// Why nothing can be made at a place, whoever asks; its mode is another matter.
  public static Optional<String> fault(Path place) {
    Path ground = below(place);
    if (!Files.isDirectory(ground)) {
      return Optional.of(ground + " is a file, so nothing can be made below it");
    }
    return SHOWN_BY_THE_SYSTEM.contains(type(ground))
        ? Optional.of(ground + " takes no files: it shows the system itself")
        : Optional.empty();
  }

  private static String type(Path there) {
    try {
      return Files.getFileStore(there).type();
    } catch (IOException nobodyKnows) {
      return "";
    }
  }
}
