package org.popfetch.config;

import java.util.Comparator;

/// A place in the configuration file.
///
/// @param file the file's name as messages show it
/// @param line from 1
/// @param column in characters, from 1
public record Place(String file, int line, int column) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::line).thenComparingInt(Place::column);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /// `config.toml:14:1`, as compilers write it, so that editors can jump there.
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
