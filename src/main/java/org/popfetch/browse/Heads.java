package org.popfetch.browse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.SortedSet;
import org.popfetch.message.Fields;
import org.popfetch.message.HeaderDigest;
import org.popfetch.message.HeaderScan;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Maildrop;
import org.popfetch.report.Failed;
import org.popfetch.session.Pipeline;
import org.popfetch.session.Transaction;
import org.popfetch.session.Turn;

/// The headers of many messages, by `TOP n 0` (RFC 1939 §7) as fast as the session allows.
final class Heads {
  private final Pipeline pipeline;
  private final Queue<Integer> wanted;
  private final Map<Integer, Head> received = new HashMap<>();
  private final Map<Integer, Head> credited = new HashMap<>();

  private Heads(Pipeline pipeline, Collection<Integer> numbers) {
    this.pipeline = pipeline;
    this.wanted = new ArrayDeque<>(numbers);
  }

  /// Reads the headers of these messages.
  ///
  /// @return by message number; those that the server refused are missing, and so are all when it
  ///   has no `TOP`
  static Map<Integer, Head> read(
      Transaction transaction, Maildrop maildrop, Collection<Integer> numbers) throws Failed {
    if (numbers.isEmpty() || !transaction.hasTop()) {
      return Map.of();
    }
    var heads = new Heads(new Pipeline(transaction, maildrop), numbers);
    if (!transaction.capabilities().has("TOP")) {
      heads.tryOne();
    }
    heads.readAll();
    return heads.credited;
  }

  /// The digests alone, of those messages that were asked about.
  static Map<Integer, HeaderDigest> digests(Map<Integer, Head> heads, SortedSet<Integer> numbers) {
    Map<Integer, HeaderDigest> digests = new HashMap<>();
    heads.forEach((number, head) -> {
      if (numbers.contains(number)) {
        digests.put(number, head.digest());
      }
    });
    return digests;
  }

  /// Some servers hang up after a few commands that they do not know: one refusal is enough where
  /// nobody announced `TOP`.
  private void tryOne() throws Failed {
    pipeline.send(new Command.Top(wanted.remove(), 0));
    take();
    if (received.isEmpty()) {
      wanted.clear();
    }
  }

  private void readAll() throws Failed {
    while (pipeline.isBusy() || !wanted.isEmpty()) {
      while (!wanted.isEmpty() && pipeline.hasRoom()) {
        pipeline.send(new Command.Top(wanted.remove(), 0));
      }
      if (wanted.isEmpty()) {
        pipeline.fence();
      }
      if (pipeline.isBusy()) {
        take();
      }
      pipeline.credited().forEach(this::credit);
    }
  }

  private void take() throws Failed {
    var turn = pipeline.next();
    if (turn.isPresent()
        && turn.get() instanceof Turn.Body body
        && body.command() instanceof Command.Top top) {
      received.put(top.number(), head(body.content()));
    }
  }

  private void credit(Command command) {
    if (command instanceof Command.Top top) {
      Head head = received.remove(top.number());
      if (head != null) {
        credited.put(top.number(), head);
      }
    }
  }

  private static Head head(Turn.Content content) throws Failed {
    var beginning = new Beginning();
    var scan = new HeaderScan(beginning);
    try {
      content.drainTo(scan);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return Head.of(scan.digest(), Fields.of(beginning.toByteArray()));
  }

  /// Keeps as much as [Fields] looks at: a server may send any amount for `TOP n 0`.
  private static final class Beginning extends OutputStream {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @Override
    public void write(int octet) {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) {
      kept.write(octets, from, Math.min(length, Fields.MOST_OCTETS - kept.size()));
    }

    byte[] toByteArray() {
      return kept.toByteArray();
    }
  }
}
