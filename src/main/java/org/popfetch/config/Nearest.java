package org.popfetch.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// What somebody may have meant to write.
public final class Nearest {
  private Nearest() {}

  /// The known word with the fewest typos between it and `word`, when there are few enough: one in
  /// words of up to four letters, two in words of up to seven, else three. Capitals and `_` for `-`
  /// do not count.
  public static Optional<String> to(String word, Collection<String> known) {
    String plain = word.toLowerCase(Locale.ROOT).replace('_', '-');
    int most = plain.length() <= 4 ? 1 : plain.length() <= 7 ? 2 : 3;
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - plain.length()) <= most)
        .filter(candidate -> distance(plain, candidate) <= most)
        .min(
            Comparator.<String>comparingInt(candidate -> distance(plain, candidate))
                .thenComparingInt(candidate -> -commonStart(plain, candidate)));
  }

  private static int commonStart(String a, String b) {
    int mismatch = Arrays.mismatch(a.toCharArray(), b.toCharArray());
    return mismatch < 0 ? a.length() : mismatch;
  }

  /// How many characters have to be added, dropped, replaced, or swapped with their neighbour
  /// (optimal string alignment).
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(int[][] d, String a, String b, int i, int j) {
    int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
