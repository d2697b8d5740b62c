package org.popfetch.config;

/// A place in the configuration file.
///
/// @param file the file's name as messages show it
/// @param line from 1
/// @param column in characters, from 1
public record Place(String file, int line, int column) implements Comparable<Place> {
  /// Not by a composed [java.util.Comparator]: these are serializable, so that no cache of the
  /// image's classes holds them, and making one takes milliseconds of every run.
  @Override
  public int compareTo(Place other) {
    return line == other.line
        ? Integer.compare(column, other.column)
        : Integer.compare(line, other.line);
  }

  /// `config.toml:14:1`, as compilers write it, so that editors can jump there.
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
