package org.popfetch.doctor;

import java.util.Locale;
import org.popfetch.report.Ink;
import org.popfetch.report.Look;

/// What came of a step.
public enum Verdict {
  /// As it should be.
  GOOD("✔", "ok"),
  /// A sync works all the same, but this is worth knowing.
  NOTE("!", "note"),
  /// A sync fails here.
  BAD("✘", "BAD"),
  /// An earlier step stands in the way.
  NOT_REACHED("·", "-");

  private static final int LONGEST_WORD = 4;

  private final String sign;
  private final String word;

  Verdict(String sign, String word) {
    this.sign = sign;
    this.word = word;
  }

  /// A sign, or a word where there are no signs; all of one width.
  String mark(Look look) {
    String mark = look.unicode() ? sign : word + " ".repeat(LONGEST_WORD - word.length());
    return switch (this) {
      case GOOD -> look.paint(Ink.GOOD, mark);
      case BAD -> look.paint(Ink.BAD, mark);
      case NOTE -> mark;
      case NOT_REACHED -> look.paint(Ink.FAINT, mark);
    };
  }

  /// As programs read it: "not-reached".
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
