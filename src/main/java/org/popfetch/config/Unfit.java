package org.popfetch.config;

import java.util.List;

/// Thrown when a value cannot be what its key wants; carries at least one problem.
final class Unfit extends Exception {
  private final List<Problem> problems;

  Unfit(Problem problem) {
    this(List.of(problem));
  }

  Unfit(List<Problem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  List<Problem> problems() {
    return problems;
  }
}
