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

    Destination of(Bench bench) {
      return switch (this) {
        case MAILDIR -> new Destination.Maildir(bench.maildir());
        case MBOX -> new Destination.Mbox(bench.mbox());
        case PIPE -> new Destination.Pipe(List.of(program(bench).toString()));
      };
    }

    static Path program(Bench bench) {
      return bench.root.resolveSibling("deliver");
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

  Account account(Bench bench, int port) {
    Account account = Bench.account("work", port, kind.of(bench)).withKeep(policy(keep));
    return Bench.with(pipelining ? Pipelining.AUTO : Pipelining.OFF, account);
  }

  /// The account in the earlier run.
  Account keeping(Bench bench, int port) {
    return account(bench, port).withKeep(policy(true));
  }

  private static Keep policy(boolean keep) {
    return keep ? new Keep.Forever() : new Keep.UntilDelivered();
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
