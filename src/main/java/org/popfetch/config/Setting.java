package org.popfetch.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A value in the file, and where it stands.
///
/// @param path the keys that lead to it: `accounts`, `work`, `host`; an array's items have the
///   array's
/// @param keyPlace where its key stands, or its table's header
/// @param place where the value begins
record Setting(List<String> path, Place keyPlace, Place place, Value value) {
  /// What TOML knows, as far as a configuration needs it.
  sealed interface Value {
    /// A string. It may be a password, so it does not show itself.
    record Text(String text) implements Value {
      @Override
      public String toString() {
        return "text";
      }
    }

    /// An integer.
    record Whole(long number) implements Value {}

    /// `true` or `false`.
    record Flag(boolean on) implements Value {}

    /// An array.
    record Items(List<Setting> items) implements Value {}

    /// A table, in the file's order.
    record Table(Map<String, Setting> settings) implements Value {}

    /// What no key wants.
    record Other(String what) implements Value {}
  }

  /// The dotted key, as TOML writes it.
  String key() {
    return path.stream().map(TomlText::key).collect(Collectors.joining("."));
  }

  /// The items of an array; none when it is something else.
  List<Setting> items() {
    return value instanceof Value.Items(List<Setting> items) ? items : List.of();
  }

  /// The settings of a table; none when it is something else.
  Map<String, Setting> settings() {
    return value instanceof Value.Table(Map<String, Setting> settings) ? settings : Map.of();
  }

  /// The value, for a message; not to be used for passwords.
  String shown() {
    return switch (value) {
      case Value.Text(String text) -> TomlText.excerpt(text);
      case Value.Whole(long number) -> Long.toString(number);
      case Value.Flag(boolean on) -> Boolean.toString(on);
      case Value.Items _ -> "an array";
      case Value.Table _ -> "a table";
      case Value.Other(String what) -> what;
    };
  }

  /// A problem with the value.
  Unfit unfit(String message) {
    return new Unfit(new Problem(place, key(), message));
  }

  /// A problem with the key's being there.
  Problem misplaced(String message) {
    return new Problem(keyPlace, key(), message);
  }
}
