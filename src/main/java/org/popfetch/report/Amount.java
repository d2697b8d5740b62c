package org.popfetch.report;

import java.time.Duration;
import java.util.Locale;

/// Numbers as people read them. Thousands are set apart by a plain space: it needs nothing of the
/// terminal, and can be searched for. Sizes count in thousands, as mail providers do.
public final class Amount {
  private static final String[] UNITS = {"", "k", "M", "G", "T", "P"};

  private Amount() {}

  /// `1 630`.
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }

  /// `1 message`, `1 630 messages`.
  public static String count(long number, String noun) {
    return count(number) + ' ' + noun + (number == 1 ? "" : "s");
  }

  /// `812 bytes`, `18.3 MB`.
  public static String octets(long octets) {
    return octets < 1000 ? count(octets, "byte") : compact(octets) + 'B';
  }

  /// `812`, `4.1 k`, `18.3 M`: for tables. At most six characters; `?` when the size is unknown.
  public static String compact(long octets) {
    if (octets < 0) {
      return "?";
    }
    int power = power(octets);
    return power == 0 ? Long.toString(octets) : scaled(octets, power) + ' ' + UNITS[power];
  }

  /// `18.2 / 24.9 MB`: both in the unit of the second.
  static String share(long part, long whole) {
    int power = Math.max(1, power(whole));
    return scaled(part, power) + " / " + scaled(whole, power) + ' ' + UNITS[power] + 'B';
  }

  /// `0.4 s`, `8 s`, `2 min 5 s`, `1 h 12 min`.
  public static String time(Duration time) {
    long s = time.plusMillis(500).toSeconds();
    if (time.toMillis() < 950) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    return s < 60 ? s + " s" : s < 3600 ? two(s, "min", "s") : two(s / 60, "h", "min");
  }

  private static String two(long small, String bigUnit, String smallUnit) {
    String big = small / 60 + " " + bigUnit;
    return small % 60 == 0 ? big : big + ' ' + small % 60 + ' ' + smallUnit;
  }

  /// The power of 1000 that leaves one to three digits before the point once it is rounded.
  private static int power(long octets) {
    int power = 0;
    for (double rest = octets; rest >= (power == 0 ? 1000 : 999.95); rest /= 1000) {
      power++;
    }
    return power;
  }

  private static String scaled(long octets, int power) {
    return String.format(Locale.ROOT, "%.1f", octets / Math.pow(1000, power));
  }
}
