package org.popfetch.config;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.popfetch.account.Keep;
import org.popfetch.config.Setting.Value;

/// Durations and sizes, read and written.
///
/// A size's `k`, `M` and `G` are powers of 1024. That is what Dovecot's and Exim's limits and the
/// sizes in most mail readers count in, so that a limit copied from one of them means the same
/// here; and where somebody thinks of 1000, the limit errs towards letting a message through.
final class Amounts {
  /// A letter behind a number, and how much one of it is.
  private record Unit(String letter, long worth) {}

  // Largest first, for writing.
  private static final List<Unit> SECONDS =
      List.of(new Unit("d", 86_400), new Unit("h", 3600), new Unit("m", 60), new Unit("s", 1));
  private static final List<Unit> OCTETS =
      List.of(
          new Unit("G", 1 << 30), new Unit("M", 1 << 20), new Unit("k", 1 << 10), new Unit("", 1));
  // Nine digits, so that no product overflows.
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})([A-Za-z]?)");

  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

  private Amounts() {}

  /// One second to one day. The lower bound keeps a mistyped "1" from failing every poll; the upper
  /// one keeps ten times it within what a clock can count.
  static Duration timeout(Setting setting, Surroundings around) throws Unfit {
    if (setting.value() instanceof Value.Whole(long number)) {
      throw unitless(setting, number, 60, "s", "seconds");
    }
    Duration duration = duration(setting, "write a number with s m h d: \"60s\"");
    if (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.compareTo(LONGEST_TIMEOUT) > 0) {
      throw setting.unfit(setting.shown() + " is not between \"1s\" and \"1d\"");
    }
    return duration;
  }

  private static Unfit unitless(
      Setting setting, long number, int example, String unit, String units) {
    long meant = number > 0 ? number : example;
    return setting.unfit(
        "%d has no unit; write \"%d%s\" for %s".formatted(number, meant, unit, units));
  }

  /// How long a delivered message stays: true, false, or a duration of up to a hundred years.
  static Keep keep(Setting setting, Surroundings around) throws Unfit {
    return switch (setting.value()) {
      case Value.Flag(boolean on) -> on ? new Keep.Forever() : new Keep.UntilDelivered();
      case Value.Whole(long number) -> throw unitless(setting, number, 14, "d", "days");
      case Value.Text _, Value.Items _, Value.Table _, Value.Other _ ->
          new Keep.For(
              age(
                  setting,
                  duration(setting, "write true, false, or a number with s m h d: \"14d\"")));
    };
  }

  private static Duration age(Setting setting, Duration duration) throws Unfit {
    if (duration.isZero()) {
      throw setting.unfit(setting.shown() + ": write false to delete what has been delivered");
    }
    if (duration.compareTo(LONGEST) > 0) {
      throw setting.unfit(setting.shown() + " is more than a hundred years; write true");
    }
    return duration;
  }

  private static Duration duration(Setting setting, String hint) throws Unfit {
    OptionalLong seconds = amount(setting, SECONDS);
    return Duration.ofSeconds(
        seconds.orElseThrow(() -> setting.unfit(setting.shown() + " is no duration; " + hint)));
  }

  /// Octets, at least 1: an integer, or text with a unit.
  static long size(Setting setting, Surroundings around) throws Unfit {
    OptionalLong given =
        setting.value() instanceof Value.Whole(long number)
            ? OptionalLong.of(number)
            : amount(setting, OCTETS);
    long octets = given.orElseThrow(() -> noSize(setting));
    if (octets < 1) {
      throw setting.unfit(
          setting.shown() + " lets no message through; leave the key out for no limit");
    }
    return octets;
  }

  private static Unfit noSize(Setting setting) {
    return setting.unfit(setting.shown() + " is no size; write a number with k M G: \"10M\"");
  }

  private static OptionalLong amount(Setting setting, List<Unit> units) {
    if (setting.value() instanceof Value.Text(String text)) {
      Matcher matcher = AMOUNT.matcher(text);
      if (matcher.matches()) {
        long number = Long.parseLong(matcher.group(1));
        String letter = matcher.group(2).equals("K") ? "k" : matcher.group(2);
        return units.stream()
            .filter(unit -> unit.letter().equals(letter))
            .mapToLong(unit -> number * unit.worth())
            .findFirst();
      }
    }
    return OptionalLong.empty();
  }

  /// As the configuration writes it, in the largest unit that fits without a rest.
  static String text(Duration duration) {
    return text(duration.toSeconds(), SECONDS);
  }

  /// As the configuration writes it.
  static String size(long octets) {
    return text(octets, OCTETS);
  }

  private static String text(long number, List<Unit> units) {
    return units.stream()
        .filter(unit -> number >= unit.worth() && number % unit.worth() == 0)
        .findFirst()
        .map(unit -> number / unit.worth() + unit.letter())
        .orElseGet(() -> Long.toString(number));
  }
}
