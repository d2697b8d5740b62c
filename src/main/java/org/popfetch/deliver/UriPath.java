package org.popfetch.deliver;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// A path as a word of an intent: what stands behind `file://` in its URI, so that any octets in it
/// survive, and none of them is a blank.
final class UriPath {
  private UriPath() {}

  static String of(Path path) {
    return path.toUri().getRawPath();
  }

  /// Reads what [#of] wrote; empty when it is no path.
  static Optional<Path> read(String word) {
    if (word.contains("//")) {
      return Optional.empty(); // read as a path that is no other path's equal
    }
    try {
      return Optional.of(Path.of(URI.create("file://" + word)));
    } catch (IllegalArgumentException noPath) {
      return Optional.empty();
    }
  }
}
