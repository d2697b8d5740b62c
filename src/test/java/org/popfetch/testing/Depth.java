package org.popfetch.testing;

/// How far the tests go that kill popfetch, or cut its power, at every step, or take it to sizes: with
/// every build as far as a minute or two allow, and all the way with
///
///     mvn verify -Dpopfetch.depth=all
public final class Depth {
  private Depth() {}

  /// Whether everything is to be tried.
  public static boolean isAll() {
    return "all".equals(System.getProperty("popfetch.depth"));
  }

  /// So many tries of what there is no end of.
  public static int of(int usual, int all) {
    return isAll() ? all : usual;
  }
}
