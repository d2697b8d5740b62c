package org.popfetch.bench;

import java.util.Locale;

/// What popfetch is to reach in a workload.
sealed interface Target {
  /// How far it was reached.
  enum Reached {
    AIM,
    AT_MOST,
    NOT;

    static Reached of(double value, double atMost, double aim) {
      return value <= aim ? AIM : value <= atMost ? AT_MOST : NOT;
    }

    /// For people.
    String text() {
      return switch (this) {
        case AIM -> "the aim";
        case AT_MOST -> "yes";
        case NOT -> "NO";
      };
    }
  }

  String atMost();

  String aim();

  /// Wall time as a part of the best peer's in the same run.
  record Ratio(double atMostRatio, double aimRatio) implements Target {
    @Override
    public String atMost() {
      return "× " + number(atMostRatio);
    }

    @Override
    public String aim() {
      return "× " + number(aimRatio);
    }
  }

  /// Wall time alone.
  record Wall(int atMostMillis, int aimMillis) implements Target {
    @Override
    public String atMost() {
      return atMostMillis + " ms";
    }

    @Override
    public String aim() {
      return aimMillis + " ms";
    }
  }

  /// Of resident memory, in any workload.
  record Memory(int atMostMegabytes, int aimMegabytes) {
    String atMost() {
      return atMostMegabytes + " MB";
    }

    String aim() {
      return aimMegabytes + " MB";
    }
  }

  private static String number(double ratio) {
    String digits = String.format(Locale.ROOT, "%.2f", ratio);
    return digits.endsWith("0") ? digits.substring(0, digits.length() - 1) : digits;
  }
}
