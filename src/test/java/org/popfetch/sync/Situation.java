package org.popfetch.sync;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.popfetch.account.Account;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Pipelining;

/// What a run that may die has to do.
///
/// @param fetchedBefore an earlier run fetched all messages but one, and kept them on the server
record Situation(Kind kind, boolean keep, boolean pipelining, boolean fetchedBefore) {
  /// Where messages go.
  enum Kind {
    MAILDIR,
    MBOX,
    /// A program that cannot be asked what it did.
    PIPE;

    Destination of(Bench bench, Path program) {
      return switch (this) {
        case MAILDIR -> new Destination.Maildir(bench.maildir());
        case MBOX -> new Destination.Mbox(bench.mbox());
        case PIPE -> new Destination.Pipe(List.of(program.toString()));
      };
    }
  }

  /// All of them.
  static List<Situation> all() {
    var all = new ArrayList<Situation>();
    for (Kind kind : Kind.values()) {
      for (boolean pipelining : List.of(true, false)) {
        all.add(new Situation(kind, true, pipelining, false));
        all.add(new Situation(kind, false, pipelining, false));
        all.add(new Situation(kind, false, pipelining, true));
      }
    }
    return all;
  }

  /// One for each kind, with the most steps.
  static Situation deleting(Kind kind) {
    return new Situation(kind, false, true, false);
  }

  /// @param program takes what goes into a pipe
  Account account(Bench bench, Path program, int port) {
    return Bench.with(
        pipelining ? Pipelining.AUTO : Pipelining.OFF,
        Bench.account("work", port, kind.of(bench, program))
            .withKeep(keep ? new Keep.Forever() : new Keep.UntilDelivered()));
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT)
        + (keep ? ", keep" : ", delete")
        + (pipelining ? ", pipelined" : ", in lock-step")
        + (fetchedBefore ? ", fetched before" : "");
  }

  /// Fit for the name of a folder.
  String name() {
    return toString().replace(", ", "-").replace(' ', '-');
  }
}
