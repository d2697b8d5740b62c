package org.popfetch.deliver;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.popfetch.account.Destination;
import org.popfetch.os.Disk;
import org.popfetch.os.Programs;
import org.popfetch.os.SearchPath;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// A delivery program: run once for each message, which it reads from its standard input. That is a
/// file which holds the whole message, never a pipe that our death would cut short.
///
/// Nobody can ask it afterwards what it did, so it delivers at least once: there are no intents.
/// [PipeOrder] says what it gets to see, [PipeEnd] what its exit status means.
public final class PipeSink implements Sink {
  /// How long a program may take for one message when nobody says otherwise.
  public static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final Disk disk;
  private final Programs programs;
  private final Destination.Pipe pipe;
  private final Duration timeout;
  private final Trouble trouble;

  /// @param timeout for one message
  public PipeSink(Disk disk, Programs programs, Destination.Pipe pipe, Duration timeout) {
    this.disk = disk;
    this.programs = programs;
    this.pipe = pipe;
    this.timeout = timeout;
    this.trouble = Trouble.deliveringTo(pipe.argv().getFirst());
  }

  @Override
  public void open(boolean knownBefore) throws Failed {
    inspect(knownBefore);
  }

  @Override
  public void inspect(boolean knownBefore) throws Failed {
    if (SearchPath.find(pipe.argv().getFirst()).isEmpty()) {
      throw trouble.cannotOpen(
          "no such program, or it may not be executed",
          "it is looked up in PATH, which cron keeps short: write its whole path behind deliver");
    }
  }

  @Override
  public Incoming receive(Consignee consignee) throws Failed {
    return FileIncoming.spooled(disk, consignee, trouble, FileIncoming::create);
  }

  @Override
  public int batchLimit() {
    return 1;
  }

  @Override
  public Staged stage(Consignee consignee, List<Received> batch) {
    return new Run(consignee, batch);
  }

  @Override
  public List<Settled> settle(Consignee consignee, List<Intent> open) {
    return open.stream().map(_ -> Settled.FETCH_AGAIN).toList();
  }

  @Override
  public void sweep(Consignee consignee) {
    Leftover.sweep(disk, consignee.spool(), UniqueNames.of(consignee).asMatchPredicate());
  }

  @Override
  public Failure failure(Consignee consignee, IOException fault) {
    return trouble.byWayOf(consignee.spool()).delivery(fault);
  }

  @Override
  public String toString() {
    return pipe.toString();
  }

  private Outcome deliver(Consignee consignee, Received message) {
    try {
      var order = PipeOrder.of(pipe, consignee.account(), message, timeout);
      return PipeEnd.outcome(trouble, programs.run(order), timeout);
    } catch (IOException notStarted) {
      return new Outcome.Refused(trouble.delivery(notStarted), false);
    }
  }

  /// Messages that wait for the program.
  private final class Run implements Staged {
    private final Consignee consignee;
    private final List<Received> batch;

    Run(Consignee consignee, List<Received> batch) {
      this.consignee = consignee;
      this.batch = batch;
    }

    @Override
    public List<Intent> intents() {
      return List.of();
    }

    @Override
    public List<Outcome> commit() {
      return batch.stream().map(message -> deliver(consignee, message)).toList();
    }

    /// The program has had the message, or it will be fetched again.
    @Override
    public void close() {
      batch.forEach(message -> Leftover.remove(disk, message.file()));
    }
  }
}
