package org.popfetch.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.popfetch.config.Setting.Value;
import org.popfetch.report.WordList;

/// Readings of the plain types.
final class Values {
  private Values() {}

  static boolean flag(Setting setting, Surroundings around) throws Unfit {
    return switch (setting.value()) {
      case Value.Flag(boolean on) -> on;
      case Value.Text(String text) when text.equals("true") || text.equals("false") ->
          throw setting.unfit("write " + text + " without quotes");
      case Value.Text _, Value.Whole _, Value.Items _, Value.Table _, Value.Other _ ->
          throw setting.unfit(setting.shown() + " is neither true nor false");
    };
  }

  /// Text of a single line, not empty.
  static String text(Setting setting, Surroundings around) throws Unfit {
    if (!(setting.value() instanceof Value.Text(String text))) {
      throw noText(setting);
    }
    if (text.isBlank()) {
      throw setting.unfit("is empty");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw setting.unfit(setting.shown() + " holds a line end or another control character");
    }
    return text;
  }

  static Unfit noText(Setting setting) {
    return switch (setting.value()) {
      case Value.Whole _, Value.Flag _ ->
          setting.unfit(setting.shown() + " is no text; write \"" + setting.shown() + "\"");
      case Value.Text _, Value.Items _, Value.Table _, Value.Other _ ->
          setting.unfit(setting.shown() + " is no text: \"…\"");
    };
  }

  /// A count of something, at least 1.
  static int count(Setting setting, Surroundings around) throws Unfit {
    return (int) whole(setting, Integer.MAX_VALUE);
  }

  /// A port, 1 to 65535.
  static int port(Setting setting, Surroundings around) throws Unfit {
    return (int) whole(setting, 65_535);
  }

  private static long whole(Setting setting, long most) throws Unfit {
    if (setting.value() instanceof Value.Whole(long number) && number >= 1 && number <= most) {
      return number;
    }
    String hint = setting.value() instanceof Value.Text ? "; write it without quotes" : "";
    throw setting.unfit(setting.shown() + " is no number from 1 to " + most + hint);
  }

  /// One of a few words.
  static <T> Reading<T> oneOf(Collection<T> choices, Function<T, String> word) {
    List<String> words = choices.stream().map(word).toList();
    return (setting, _) ->
        choices.stream()
            .filter(choice -> setting.value().equals(new Value.Text(word.apply(choice))))
            .findFirst()
            .orElseThrow(() -> setting.unfit(none(setting, words)));
  }

  private static String none(Setting setting, List<String> words) {
    Optional<String> near =
        setting.value() instanceof Value.Text(String text)
            ? Nearest.to(text, words)
            : Optional.empty();
    return setting.shown()
        + " is none of "
        + WordList.of(words, " or ")
        + near.map(word -> "; did you mean " + word + "?").orElse("");
  }

  /// An array, not empty; every bad item is reported.
  static <T> List<T> items(Setting setting, Surroundings around, Reading<T> each) throws Unfit {
    if (!(setting.value() instanceof Value.Items(List<Setting> items))) {
      String item = setting.value() instanceof Value.Text ? setting.shown() : "\"…\"";
      throw setting.unfit(setting.shown() + " is no array; write [" + item + "]");
    }
    if (items.isEmpty()) {
      throw setting.unfit("is empty");
    }
    var good = new ArrayList<T>();
    var problems = new ArrayList<Problem>();
    for (Setting item : items) {
      try {
        good.add(each.read(item, around));
      } catch (Unfit e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new Unfit(problems);
    }
    return good;
  }
}
