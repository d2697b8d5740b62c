package org.popfetch.deliver;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import org.popfetch.os.Programs;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failure;

/// What the end of a delivery program means (sysexits(3)).
final class PipeEnd {
  /// `EX_TEMPFAIL`: the program asks for another try later.
  private static final int TRY_LATER = 75;

  /// What a shell says of a command that it did not find.
  private static final int NOT_FOUND = 127;

  /// Shells, and Java, add this to the number of the signal that killed a program.
  private static final int KILLED = 128;

  private static final int MOST_SIGNAL = 64;
  private static final int LINES_SHOWN = 3;

  private PipeEnd() {}

  static Outcome outcome(Trouble trouble, Programs.Ended ended, Duration timeout) {
    if (ended.status() == 0) {
      return new Outcome.Delivered();
    }
    var kind = ended.status() == TRY_LATER ? Failure.Kind.DELIVERY_LATER : Failure.Kind.DELIVERY;
    String cause = how(ended, timeout) + said(ended.errors());
    return new Outcome.Refused(
        new Failure(kind, trouble.doing(), cause, "left on the server, tried again next time"),
        false);
  }

  private static String how(Programs.Ended ended, Duration timeout) {
    int status = ended.status();
    if (ended.timedOut()) {
      return "the program was still running after %d s and was killed"
          .formatted(timeout.toSeconds());
    }
    if (status > KILLED && status <= KILLED + MOST_SIGNAL) {
      return "the program ended with status %d (killed by signal %d)"
          .formatted(status, status - KILLED);
    }
    return "the program ended with status " + status + meaning(status);
  }

  private static String meaning(int status) {
    return switch (status) {
      case TRY_LATER -> " (try again later)";
      case NOT_FOUND -> " (a command was not found)";
      default -> "";
    };
  }

  /// The first lines that it said about it.
  private static String said(ServerText errors) {
    String lines =
        errors
            .latin1()
            .lines()
            .filter(line -> !line.isBlank())
            .limit(LINES_SHOWN)
            .map(line -> new ServerText(line.strip()).toString())
            .collect(joining(" / "));
    return lines.isEmpty() ? "" : ": \"" + lines + "\"";
  }
}
