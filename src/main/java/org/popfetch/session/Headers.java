package org.popfetch.session;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Maildrop;
import org.popfetch.report.Failed;

/// Asks for the headers of many messages, by `TOP n 0` (RFC 1939 §7), as fast as the session
/// allows.
///
/// @param <T> what becomes of a header
public final class Headers<T> {
  /// Makes something of a header as it comes in.
  @FunctionalInterface
  public interface Reading<T> {
    /// @param content to be drained
    T read(Turn.Content content) throws Failed;
  }

  private final Pipeline pipeline;
  private final Reading<T> reading;
  private final Map<Integer, T> answered = new HashMap<>();
  private final Map<Integer, T> credited = new HashMap<>();

  private Headers(Transaction transaction, Maildrop maildrop, Reading<T> reading) {
    this.pipeline = new Pipeline(transaction, maildrop);
    this.reading = reading;
  }

  /// Reads the headers of these messages. To be called while nothing is unanswered.
  ///
  /// @return by message number, without those that the server refused to show; nothing at all when
  ///   it has no `TOP`
  public static <T> Optional<Map<Integer, T>> ask(
      Transaction transaction, Maildrop maildrop, Collection<Integer> numbers, Reading<T> reading)
      throws Failed {
    if (!transaction.hasTop()) {
      return Optional.empty();
    }
    var headers = new Headers<>(transaction, maildrop, reading);
    Deque<Integer> wanted = new ArrayDeque<>(numbers);
    if (!wanted.isEmpty() && !transaction.capabilities().has("TOP")) {
      // One alone first: some servers hang up after a few commands that they do not know.
      headers.askAll(new ArrayDeque<>(List.of(wanted.removeFirst())));
      if (headers.credited.isEmpty()) {
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
      if (turn.isPresent()
          && turn.get() instanceof Turn.Body(Command.Top(int number, _), _, var content)) {
        answered.put(number, reading.read(content));
      }
      credit();
    }
  }

  private void credit() {
    for (Command command : pipeline.credited()) {
      if (command instanceof Command.Top(int number, _)) {
        T header = answered.remove(number);
        if (header != null) {
          credited.put(number, header);
        }
      }
    }
  }
}
