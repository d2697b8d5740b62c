package org.popfetch.kills;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What popfetch is held to, and its peers are not.
final class Promise {
  private static final int OUT_OF_REACH = 69;
  private static final int LATER = 75;
  private static final int INTERRUPTED = 130;
  private static final int KILLED = 137;
  private static final int TERMINATED = 143;

  private Promise() {}

  /// How a run that nothing befell may end. A session of a run that was killed may still be
  /// deleting.
  static Set<Integer> undisturbed() {
    return Set.of(0, LATER);
  }

  /// How a run may end, also when what befell it came too late.
  static Set<Integer> struckBy(Fault.Kind kind) {
    return switch (kind) {
      case KILL, TWINS -> Set.of(0, LATER, KILLED);
      case TERM -> Set.of(0, LATER, TERMINATED);
      case INT -> Set.of(0, LATER, INTERRUPTED);
      case CUT, RESET -> Set.of(0, LATER, OUT_OF_REACH);
    };
  }

  /// What a round's outcome breaks of it.
  ///
  /// @param struck how often a run was disturbed: a delivery program may have had the message that
  ///   was in flight then
  static List<String> broken(Situation situation, Verdict verdict, int struck) {
    List<String> broken = new ArrayList<>();
    objectTo(verdict.lost(), "lost", broken);
    objectTo(verdict.broken(), "broken", broken);
    objectTo(verdict.changed(), "changed", broken);
    objectTo(verdict.strays(), "stray files", broken);
    boolean atLeastOnce = situation.target() == Situation.Target.PROGRAM;
    if (verdict.twice().size() > (atLeastOnce ? struck : 0)) {
      objectTo(verdict.twice(), "twice", broken);
    }
    if (!situation.keep() && verdict.left() > 0) {
      broken.add(verdict.left() + " left on the server");
    }
    return broken;
  }

  private static void objectTo(Collection<?> found, String what, List<String> broken) {
    if (!found.isEmpty()) {
      broken.add(what + ": " + found);
    }
  }
}
