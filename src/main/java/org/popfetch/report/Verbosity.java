package org.popfetch.report;

/// How much a run tells, in ascending order.
public enum Verbosity {
  /// `-q`: failures only.
  QUIET,
  /// What is new on a terminal; off a terminal, trouble only.
  NORMAL,
  /// `-v`: what happens to each message.
  MESSAGES,
  /// `-vv`: the POP3 dialogue as well.
  DIALOGUE;

  public boolean atLeast(Verbosity other) {
    return compareTo(other) >= 0;
  }
}
