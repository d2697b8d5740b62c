package org.popfetch.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failure;

/// The steps of one account so far, each handed on as it is found.
public final class Findings {
  /// What a sync meets before it goes to the server, in its order.
  private static final List<Part> FIRST = List.of(Part.CONFIG, Part.STATE, Part.DESTINATION);

  private final Consumer<Step> hearer;
  private final List<Step> steps = new ArrayList<>();

  Findings(Consumer<Step> hearer) {
    this.hearer = hearer;
  }

  void add(Step step) {
    steps.add(step);
    hearer.accept(step);
  }

  boolean has(Part part) {
    return steps.stream().anyMatch(step -> step.part() == part);
  }

  boolean isBad(Part part) {
    return steps.stream().anyMatch(step -> step.part() == part && step.failure().isPresent());
  }

  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /// The status that a sync would end with: it gives up at the first thing that is wrong, and asks
  /// for the password only when it is about to log in.
  public ExitStatus status() {
    return steps.stream()
        .filter(step -> step.failure().isPresent())
        .min((one, other) -> Integer.compare(turn(one), turn(other)))
        .flatMap(Step::failure)
        .map(Failure::status)
        .orElse(ExitStatus.OK);
  }

  private int turn(Step step) {
    int first = FIRST.indexOf(step.part());
    if (first >= 0) {
      return first;
    }
    return step.part() == Part.PASSWORD ? Integer.MAX_VALUE : FIRST.size() + steps.indexOf(step);
  }
}
