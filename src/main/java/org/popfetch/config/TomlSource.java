package org.popfetch.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.popfetch.config.Setting.Value;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlEntry;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// TOML text as a tree of [Setting]s. No other class knows the TOML library.
final class TomlSource {
  /// Whoever feeds a file of another format gets the idea after that many.
  private static final int MOST_ERRORS = 20;

  private final String file;

  private TomlSource(String file) {
    this.file = file;
  }

  /// Loads the library: its grammar is a table that takes a while to read.
  static void prepare() {
    Toml.parse("[a]\nb = \"c\"", TomlParseOptions.sourceless());
  }

  /// The file's top level.
  ///
  /// @throws Unfit when it is no TOML
  static Map<String, Setting> parse(ConfigFile file) throws Unfit {
    var source = new TomlSource(file.shown());
    var result = source.parse(file.text());
    if (result.hasErrors()) {
      throw new Unfit(source.problems(result.errors()));
    }
    return source.settings(result, List.of(), source.start());
  }

  /// The library trips over some files that are no TOML: a table in braces that ends in a bracket,
  /// a header, and the same once more.
  private TomlParseResult parse(String text) throws Unfit {
    try {
      return Toml.parse(text, TomlParseOptions.sourceless());
    } catch (NullPointerException tripped) {
      var place = new Place(file, lineThatTrips(text), 1);
      throw new Unfit(List.of(new Problem(place, "", "no TOML: a brace or bracket is not closed")));
    }
  }

  /// A line with which the library trips, and without which it does not.
  private static int lineThatTrips(String text) {
    List<String> lines = text.lines().toList();
    int fine = 0;
    int trips = lines.size();
    while (trips - fine > 1) {
      int middle = (fine + trips) / 2;
      if (trips(String.join("\n", lines.subList(0, middle)))) {
        trips = middle;
      } else {
        fine = middle;
      }
    }
    return trips;
  }

  private static boolean trips(String text) {
    try {
      Toml.parse(text, TomlParseOptions.sourceless());
      return false;
    } catch (NullPointerException tripped) {
      return true;
    }
  }

  private List<Problem> problems(List<TomlParseError> errors) {
    var all = errors.stream().map(error -> problem(error)).distinct().sorted().toList();
    if (all.size() <= MOST_ERRORS) {
      return all;
    }
    var last = all.get(MOST_ERRORS);
    var rest = new Problem(last.place(), "", "and so on: " + all.size() + " such places in all");
    return Stream.concat(all.stream().limit(MOST_ERRORS), Stream.of(rest)).toList();
  }

  private Problem problem(TomlParseError error) {
    String message = Objects.requireNonNullElse(error.getMessage(), "no TOML");
    return new Problem(place(error.position(), start()), "", SyntaxError.explain(message));
  }

  private Map<String, Setting> settings(TomlTable table, List<String> path, Place around) {
    var settings = new ArrayList<Setting>();
    for (String key : table.keySet()) {
      var inner = new ArrayList<>(path);
      inner.add(key);
      settings.add(setting(Objects.requireNonNull(table.entry(List.of(key))), inner, around));
    }
    // Sorted, because a table may be continued further down: [a.x], [b], [a.y].
    settings.sort((a, b) -> a.keyPlace().compareTo(b.keyPlace()));
    var inOrder = new LinkedHashMap<String, Setting>();
    settings.forEach(setting -> inOrder.put(setting.path().getLast(), setting));
    return inOrder;
  }

  /// @param around where to say it stands when the parser does not know, as with a table that only
  ///   the headers of its children imply
  private Setting setting(TomlEntry entry, List<String> path, Place around) {
    Place key = place(entry.position(), around);
    Place place = place(entry.value().position(), key);
    Value value = value(entry.value().get(), path, place);
    return new Setting(List.copyOf(path), key, place, value);
  }

  private Value value(Object value, List<String> path, Place place) {
    return switch (value) {
      case String text -> new Value.Text(text);
      case Long number -> new Value.Whole(number);
      case Boolean flag -> new Value.Flag(flag);
      case TomlTable table -> new Value.Table(settings(table, path, place));
      case TomlArray array -> new Value.Items(items(array, path, place));
      case Double _ -> new Value.Other("a number with a fraction");
      default -> new Value.Other("a date or time");
    };
  }

  private List<Setting> items(TomlArray array, List<String> path, Place around) {
    return IntStream.range(0, array.size())
        .mapToObj(i -> setting(Objects.requireNonNull(array.entry(i)), path, around))
        .toList();
  }

  private Place place(@Nullable TomlPosition position, Place otherwise) {
    return position == null ? otherwise : new Place(file, position.line(), position.column());
  }

  private Place start() {
    return new Place(file, 1, 1);
  }
}
