package org.popfetch.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Something that fetchers do for their users, and what it may take.
///
/// @param name on the command line
/// @param what there is to do, for the table
/// @param mailboxes how many there are
/// @param messages in each of them
/// @param roundTrip of the network; zero for loopback
/// @param awaited the peers that are fast enough to wait for unless others are asked for
record Workload(
    String name,
    String what,
    Kind kind,
    int mailboxes,
    int messages,
    Size size,
    boolean tls,
    Duration roundTrip,
    Set<String> awaited,
    Target target) {

  /// What is there to do.
  enum Kind {
    /// Nothing: the run before has seen every message.
    POLL,
    /// To fetch all of it into an empty Maildir, and keep it on the server.
    BULK
  }

  private static final Duration LOOPBACK = Duration.ZERO;
  private static final Duration FAR = Duration.ofMillis(40);

  private static final Set<String> ALL_PEERS = Set.of("mpop", "getmail6", "fetchmail");
  private static final Set<String> FASTEST = Set.of("mpop");

  static final Target.Memory MEMORY = new Target.Memory(128, 80);

  static final List<Workload> ALL =
      List.of(
          new Workload(
              "poll",
              "poll, 1000 messages all seen, TLS",
              Kind.POLL,
              1,
              1000,
              Size.SMALL,
              true,
              FAR,
              ALL_PEERS,
              new Target.Ratio(1.0, 0.7)),
          new Workload(
              "poll-near",
              "poll, 1000 messages all seen, TLS",
              Kind.POLL,
              1,
              1000,
              Size.SMALL,
              true,
              LOOPBACK,
              ALL_PEERS,
              new Target.Wall(250, 120)),
          new Workload(
              "bulk",
              "bulk, 1000 × 4 kB into a Maildir, TLS",
              Kind.BULK,
              1,
              1000,
              Size.SMALL,
              true,
              FAR,
              FASTEST,
              new Target.Ratio(0.7, 0.4)),
          new Workload(
              "bulk-near",
              "bulk, 10 000 × 4 kB, TLS",
              Kind.BULK,
              1,
              10_000,
              Size.SMALL,
              true,
              LOOPBACK,
              FASTEST,
              new Target.Ratio(1.0, 0.6)),
          new Workload(
              "bulk-mix",
              "bulk, 3000 of 4, 40 and 400 kB, no TLS",
              Kind.BULK,
              1,
              3000,
              Size.MIXED,
              false,
              LOOPBACK,
              FASTEST,
              new Target.Ratio(1.0, 0.7)),
          new Workload(
              "multi",
              "poll of 50 accounts with 20 messages, TLS",
              Kind.POLL,
              50,
              20,
              Size.SMALL,
              true,
              FAR,
              FASTEST,
              new Target.Ratio(0.08, 0.04)),
          new Workload(
              "poll-large",
              "poll, 100 000 messages all seen, TLS",
              Kind.POLL,
              1,
              100_000,
              Size.TINY,
              true,
              LOOPBACK,
              FASTEST,
              new Target.Ratio(2.0, 1.0)));

  static List<String> names() {
    return ALL.stream().map(Workload::name).toList();
  }

  static Optional<Workload> named(String name) {
    return ALL.stream().filter(workload -> workload.name().equals(name)).findFirst();
  }

  Workload at(Duration other) {
    return new Workload(name, what, kind, mailboxes, messages, size, tls, other, awaited, target);
  }

  /// For people.
  String title() {
    return what + ", " + (roundTrip.isZero() ? "loopback" : roundTrip.toMillis() + " ms");
  }

  /// The users whose mailboxes these are. Workloads that need the same mailbox share it.
  List<String> users() {
    String mailbox = size.name().toLowerCase(Locale.ROOT) + messages;
    return mailboxes == 1
        ? List.of(mailbox)
        : IntStream.range(0, mailboxes).mapToObj(i -> "%s-%02d".formatted(mailbox, i)).toList();
  }

  int total() {
    return mailboxes * messages;
  }
}
