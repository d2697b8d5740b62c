package org.popfetch.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The version of this build, as Maven wrote it into the jar.
final class Version {
  private Version() {}

  /// The version number alone, such as `0.1.0`.
  static String number() {
    try (var in = Objects.requireNonNull(Version.class.getResourceAsStream("version.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the version from the jar", e);
    }
  }
}
