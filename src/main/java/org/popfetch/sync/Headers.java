package org.popfetch.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.popfetch.message.HeaderDigest;
import org.popfetch.message.HeaderScan;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Maildrop;
import org.popfetch.report.Failed;
import org.popfetch.session.Pipeline;
import org.popfetch.session.Transaction;
import org.popfetch.session.Turn;

/// Asks for the headers of messages by `TOP n 0` (RFC 1939 §7), for their digests.
final class Headers {
  private final Pipeline pipeline;
  private final Map<Integer, HeaderDigest> answered = new HashMap<>();
  private final Map<Integer, HeaderDigest> credited = new HashMap<>();
  private boolean refused;

  private Headers(Transaction transaction, Maildrop maildrop) {
    this.pipeline = new Pipeline(transaction, maildrop);
  }

  /// The digests of the headers that the server showed, by message number.
  ///
  /// @return nothing when the server, which announces nothing, does not know `TOP`
  static Optional<Map<Integer, HeaderDigest>> ask(
      Transaction transaction, Maildrop maildrop, Collection<Integer> numbers) throws Failed {
    var headers = new Headers(transaction, maildrop);
    Deque<Integer> wanted = new ArrayDeque<>(numbers);
    if (!transaction.capabilities().isKnown() && !wanted.isEmpty()) {
      // One alone first: some servers hang up after a few commands that they do not know.
      headers.askAll(new ArrayDeque<>(List.of(wanted.removeFirst())));
      if (headers.refused) {
        return Optional.empty();
      }
    }
    headers.askAll(wanted);
    return Optional.of(headers.credited);
  }

  private void askAll(Deque<Integer> wanted) throws Failed {
    while (!wanted.isEmpty() || pipeline.isBusy()) {
      while (!wanted.isEmpty() && pipeline.hasRoom()) {
        pipeline.send(new Command.Top(wanted.removeFirst(), 0));
      }
      if (wanted.isEmpty()) {
        pipeline.fence();
      }
      Optional<Turn> turn = pipeline.next();
      if (turn.isPresent()) {
        take(turn.get());
      }
      credit();
    }
  }

  private void take(Turn turn) throws Failed {
    switch (turn) {
      case Turn.Answer _ -> refused = true;
      case Turn.Body(Command command, _, Turn.Content content) -> {
        var scan = new HeaderScan(OutputStream.nullOutputStream());
        try {
          content.drainTo(scan);
        } catch (IOException impossible) {
          throw new IllegalStateException(impossible);
        }
        if (command instanceof Command.Top(int number, _)) {
          answered.put(number, scan.digest());
        }
      }
    }
  }

  private void credit() {
    for (Command command : pipeline.credited()) {
      if (command instanceof Command.Top(int number, _)) {
        credited.put(number, answered.get(number));
      }
    }
  }
}
