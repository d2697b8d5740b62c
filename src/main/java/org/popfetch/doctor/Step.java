package org.popfetch.doctor;

import java.util.List;
import java.util.Optional;
import org.popfetch.report.Failure;

/// A step that was taken, and what was seen there.
///
/// @param seen in one line, fit for a terminal
/// @param failure what a sync would fail with, for a bad one
public record Step(
    Part part, Verdict verdict, String seen, Advice advice, Optional<Failure> failure) {

  /// An account that the configuration does not get right.
  ///
  /// @param problems a line for each
  public static Step leftOut(List<String> problems) {
    String seen = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    Advice advice = Advice.NONE;
    for (String problem : problems) {
      advice = advice.say(problem);
    }
    var failure = new Failure(Failure.Kind.CONFIG, "reading the configuration", seen);
    String said = seen + "; the account is left out";
    return bad(Part.CONFIG, said, failure, advice.say("See popfetch.toml(5)."));
  }

  static Step good(Part part, String seen) {
    return good(part, seen, Advice.NONE);
  }

  static Step good(Part part, String seen, Advice advice) {
    return new Step(part, Verdict.GOOD, seen, advice, Optional.empty());
  }

  /// A good one with something worth knowing, if there is any.
  static Step noted(Part part, String seen, Advice advice) {
    return advice.isEmpty()
        ? good(part, seen)
        : new Step(part, Verdict.NOTE, seen, advice, Optional.empty());
  }

  static Step bad(Part part, Failure failure, Advice advice) {
    return bad(part, failure.cause(), failure, advice);
  }

  /// A bad one of which more is to be said than the failure's cause.
  static Step bad(Part part, String seen, Failure failure, Advice advice) {
    return new Step(part, Verdict.BAD, seen, advice, Optional.of(failure));
  }

  static Step notReached(Part part) {
    return new Step(part, Verdict.NOT_REACHED, "not reached", Advice.NONE, Optional.empty());
  }
}
