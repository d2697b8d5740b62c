package org.popfetch.deliver;

import org.popfetch.report.Failure;

/// What became of one message at its destination.
public sealed interface Outcome {
  /// It is there, on stable storage.
  record Delivered() implements Outcome {}

  /// It is certainly not there. The others go on, unless the sink as such is broken.
  ///
  /// @param broken whether further messages need not be tried in this run (disk full)
  record Refused(Failure failure, boolean broken) implements Outcome {}
}
