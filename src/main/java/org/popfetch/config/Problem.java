package org.popfetch.config;

import java.util.Comparator;

/// Something in the configuration that cannot be used. `toString` is the line for the user:
///
///     config.toml:14:1: accounts.work.kepe: unknown key; did you mean keep?
///
/// @param place where it stands
/// @param key the dotted key it is about; empty when it is about the file
/// @param message what is wrong and what was expected, never with a password in it
public record Problem(Place place, String key, String message) implements Comparable<Problem> {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::place)
          .thenComparing(Problem::key)
          .thenComparing(Problem::message);

  /// By line, then by column.
  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return place + ": " + (key.isEmpty() ? "" : key + ": ") + message;
  }
}
