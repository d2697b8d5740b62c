package org.popfetch.report;

import java.util.ArrayList;
import java.util.List;

/// Text measured in the columns that a terminal gives it: none to combining marks, two to wide
/// characters (Unicode Standard Annex #11, where `W` and `F` are wide).
public final class Columns {
  /// The wide characters that are no emoji: first and last of each block.
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xa000, 0xa4cf,
    0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6f, 0xff01, 0xff60,
    0xffe0, 0xffe6, 0x17000, 0x18cff, 0x1aff0, 0x1b2ff, 0x1f300, 0x1f320, 0x20000, 0x3fffd
  };

  private Columns() {}

  /// The columns of a text that holds no control characters.
  public static int width(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  /// The text, cut to at most `columns`; where something was cut off, `ellipsis` says so.
  public static String cut(String text, int columns, String ellipsis) {
    if (width(text) <= columns) {
      return text;
    }
    String mark = width(ellipsis) <= columns ? ellipsis : "";
    return text.substring(0, end(text, columns - width(mark))) + mark;
  }

  /// The text, filled up with blanks on its right to `columns`.
  public static String left(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  /// The text, filled up with blanks on its left to `columns`.
  public static String right(String text, int columns) {
    return " ".repeat(Math.max(0, columns - width(text))) + text;
  }

  /// The text, broken at blanks into lines of at most `columns`; a longer word stays whole.
  public static List<String> broken(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (width(rest) > columns) {
      int cut = rest.lastIndexOf(' ', cut(rest, columns + 1, "").length() - 1);
      if (cut <= 0) {
        cut = rest.indexOf(' ');
        if (cut <= 0) {
          break;
        }
      }
      lines.add(rest.substring(0, cut));
      rest = rest.substring(cut + 1);
    }
    lines.add(rest);
    return lines;
  }

  private static int end(String text, int columns) {
    int at = 0;
    for (int used = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      used += width(c);
      if (used > columns) {
        return at;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  private static int width(int c) {
    if (c < 0x300) {
      return 1;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isHangulVowelOrFinal(c) ? 0 : isWide(c) ? 2 : 1;
    };
  }

  /// Conjoining vowels and finals are drawn into the block of the leading consonant.
  private static boolean isHangulVowelOrFinal(int c) {
    return c >= 0x1160 && c <= 0x11ff;
  }

  private static boolean isWide(int c) {
    for (int i = 0; i < WIDE.length && c >= WIDE[i]; i += 2) {
      if (c <= WIDE[i + 1]) {
        return true;
      }
    }
    return Character.isEmojiPresentation(c) && !isRegionalIndicator(c);
  }

  /// Half a flag: two of them share two columns.
  private static boolean isRegionalIndicator(int c) {
    return c >= 0x1f1e6 && c <= 0x1f1ff;
  }
}
