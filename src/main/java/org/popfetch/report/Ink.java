package org.popfetch.report;

/// The few colours that are used, by their meaning (ECMA-48 §8.3.117, select graphic rendition).
public enum Ink {
  /// Something is wrong.
  BAD("31"),
  /// Something is as it should be.
  GOOD("32"),
  /// Of less interest.
  FAINT("2");

  static final String RESET = "\033[0m";
  private final String parameter;

  Ink(String parameter) {
    this.parameter = parameter;
  }

  String sequence() {
    return "\033[" + parameter + 'm';
  }
}
