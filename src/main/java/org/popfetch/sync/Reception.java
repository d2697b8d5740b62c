package org.popfetch.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.popfetch.deliver.Consignee;
import org.popfetch.deliver.Received;
import org.popfetch.deliver.Sink;
import org.popfetch.message.HeaderDigest;
import org.popfetch.plan.Doubt;
import org.popfetch.plan.Identified;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.seen.Identity;
import org.popfetch.session.Turn;

/// Takes in the messages that were asked for: from the moment before `RETR` is sent until the
/// message is credited to its uid and becomes a [Parcel], unless it turns out to have been
/// delivered before. Owned by the session's thread.
///
/// What a message will need of the [Budget] is taken before it is asked for; its parcel carries
/// that on.
final class Reception implements AutoCloseable {
  /// What a message costs whose size nobody knows.
  private static final long UNKNOWN_COST = 64 * 1024;

  private final Sink sink;
  private final Consignee consignee;
  private final Optional<ReceivedField> receivedField;
  private final Budget.Share budget;
  private final InstantSource clock;
  private final Map<Integer, Doubt> doubts;
  private final Chronicle chronicle;
  private final SequencedMap<Integer, Asked> asked = new LinkedHashMap<>();
  private final SequencedMap<Integer, Arriving> arriving = new LinkedHashMap<>();
  private final Map<HeaderDigest, Integer> nameless = new HashMap<>();
  private int messages;
  private long octets;
  private @Nullable Failure broken;
  private Optional<Identified> tooMuch = Optional.empty();

  private record Asked(Identified what, long cost) {}

  /// What a message is once the session has proven whose it is.
  sealed interface Credited {
    /// New: it may go on to the sink.
    record New(Parcel parcel) implements Credited {}

    /// Delivered before; what came of it was dropped.
    ///
    /// @param due whether it is to be deleted
    record Known(Identified what, Identity id, boolean due) implements Credited {}

    /// Not received: the sink could not take it.
    record Lost() implements Credited {}
  }

  Reception(
      Sink sink,
      Consignee consignee,
      Optional<ReceivedField> receivedField,
      Budget.Share budget,
      InstantSource clock,
      Map<Integer, Doubt> doubts,
      Chronicle chronicle) {
    this.sink = sink;
    this.consignee = consignee;
    this.receivedField = receivedField;
    this.budget = budget;
    this.clock = clock;
    this.doubts = doubts;
    this.chronicle = chronicle;
  }

  /// Makes room for a message, if there is any by now.
  boolean tryExpect(Identified what) {
    long cost = cost(what);
    boolean fits = budget.tryTake(cost);
    if (fits) {
      asked.put(what.message().number(), new Asked(what, cost));
    }
    return fits;
  }

  /// Waits until there is room for a message. Only while nothing is expected and nothing
  /// unacknowledged.
  void expect(Identified what) {
    long cost = cost(what);
    budget.take(cost);
    asked.put(what.message().number(), new Asked(what, cost));
  }

  private long cost(Identified what) {
    long octets = what.message().octets();
    return budget.cost(octets < 0 ? UNKNOWN_COST : octets);
  }

  /// The server will not give the message.
  Identified refused(int number) {
    Asked one = expected(number);
    budget.giveBack(one.cost);
    return one.what;
  }

  /// Streams a message in. When the sink fails, the rest of it is left unread, and [#broken] tells.
  ///
  /// @throws Failed when the session failed
  void take(int number, Turn.Content content) throws Failed {
    Asked one = expected(number);
    Arriving message = begin(one, content);
    if (message != null) {
      arriving.put(number, message);
      drain(message, content);
    }
  }

  private @Nullable Arriving begin(Asked one, Turn.Content content) throws Failed {
    if (broken == null) {
      try {
        return new Arriving(one.what, one.cost, sink.receive(consignee));
      } catch (Failed failed) {
        broken = failed.failure();
      }
    }
    budget.giveBack(one.cost);
    discard(content);
    return null;
  }

  private void drain(Arriving message, Turn.Content content) throws Failed {
    try {
      if (receivedField.isPresent()) {
        message.prepend(receivedField.get().at(clock.instant()));
      }
      long received = content.drainTo(new Counted(message.body()));
      message.ended(received);
      messages++;
      chronicle.progress(messages, octets);
    } catch (IOException fault) {
      broken = sink.failure(consignee, fault);
      tooMuch = Optional.of(message.what());
    }
  }

  private static void discard(Turn.Content content) throws Failed {
    try {
      content.drainTo(OutputStream.nullOutputStream());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// The session has proven whose the message is.
  Credited credited(int number) {
    Arriving message = arriving.remove(number);
    if (message == null) {
      return new Credited.Lost();
    }
    try (message) {
      if (message.isComplete()) {
        Optional<Credited> known = known(message);
        if (known.isEmpty()) {
          return new Credited.New(parcel(message));
        }
        budget.giveBack(message.cost());
        return known.get();
      }
    } catch (Failed failed) {
      broken = failed.failure();
      tooMuch = Optional.of(message.what());
    }
    budget.giveBack(message.cost());
    return new Credited.Lost();
  }

  private Optional<Credited> known(Arriving message) {
    Doubt doubt = doubts.get(message.what().message().number());
    return doubt == null
        ? Optional.empty()
        : doubt
            .resolve(message.digest())
            .map(one -> new Credited.Known(message.what(), one.id(), doubt.isDue(one)));
  }

  private Parcel parcel(Arriving message) throws Failed {
    Received received = message.complete(clock.instant());
    return new Parcel(
        message.what(), identify(message), message.digest(), received, message.cost());
  }

  /// What the message is remembered by: its own identity, or, where the server names none and shows
  /// no header beforehand, the digest of what came and a count of those alike in this session.
  private Identity identify(Arriving message) {
    Doubt doubt = doubts.get(message.what().message().number());
    if (doubt != null) {
      return doubt.otherwise();
    }
    return message
        .what()
        .id()
        .orElseGet(() ->
            Identity.of(message.digest(), nameless.merge(message.digest(), 1, Integer::sum) - 1));
  }

  /// A parcel has its receipt: what it held of the budget is free.
  void giveBack(Parcel parcel) {
    budget.giveBack(parcel.cost());
  }

  /// What makes further messages pointless in this run: the sink cannot take them.
  Optional<Failure> broken() {
    return Optional.ofNullable(broken);
  }

  /// The message that the sink could not take in: others, which are smaller, may find room.
  Optional<Identified> tooMuch() {
    return tooMuch;
  }

  /// The message over which a session failed, as far as anybody can tell: the one that was coming
  /// in; where answers and commands got out of step, the last one that came, which may have ended
  /// early; else the one that was asked for first.
  Optional<Identified> suspect(Failure.Kind kind) {
    Map.Entry<Integer, Arriving> last = arriving.lastEntry();
    if (last != null && (kind == Failure.Kind.PROTOCOL || !last.getValue().isComplete())) {
      return Optional.of(last.getValue().what());
    }
    return Optional.ofNullable(asked.firstEntry()).map(one -> one.getValue().what);
  }

  /// Drops what was not credited.
  @Override
  public void close() {
    arriving.values().forEach(Arriving::close);
    arriving.clear();
    asked.clear();
  }

  private Asked expected(int number) {
    Asked one = asked.remove(number);
    if (one == null) {
      throw new IllegalStateException("message " + number + " was not asked for");
    }
    return one;
  }

  /// Tells of the progress inside of large messages.
  private final class Counted extends OutputStream {
    private static final int STEP = 64 * 1024;
    private final OutputStream out;
    private long untold;

    Counted(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] some, int from, int length) throws IOException {
      out.write(some, from, length);
      octets += length;
      untold += length;
      if (untold >= STEP) {
        untold = 0;
        chronicle.progress(messages, octets);
      }
    }
  }
}
