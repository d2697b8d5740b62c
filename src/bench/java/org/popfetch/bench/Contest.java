package org.popfetch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.popfetch.account.Tls;
import org.popfetch.dovecot.Dovecot;
import org.popfetch.peers.Fetcher;
import org.popfetch.peers.Order;
import org.popfetch.testing.TestKeys;

/// Plays workloads: a server, a place, and a meter.
final class Contest implements AutoCloseable {
  /// Nobody who is worth measuring takes longer for a run.
  private static final Duration MOST = Duration.ofMinutes(15);

  /// A server for many clients, instead of one that starts a process for each of them that logs in,
  /// and one that lets a client list as many messages as it has.
  private static final String SERVER =
      """
      mail_max_userip_connections = 1000
      default_vsz_limit = 1G
      service pop3-login {
        service_count = 0
        client_limit = 1000
        process_min_avail = 1
      }
      """;

  private final Dovecot server;
  private final Room room;
  private final Meter meter;
  private final Mailboxes mailboxes;
  private final Consumer<String> progress;

  private Contest(Dovecot server, Room room, Consumer<String> progress) {
    this.server = server;
    this.room = room;
    this.meter = new Meter();
    this.mailboxes = new Mailboxes(server);
    this.progress = progress;
  }

  /// @param progress hears what goes on, a line each
  static Contest open(Consumer<String> progress) throws IOException {
    return new Contest(Dovecot.start(SERVER), Room.make(), progress);
  }

  /// Lets each fetcher in turn do a workload, again and again.
  Outcome play(Workload workload, List<Fetcher> fetchers, int rounds) throws IOException {
    fill(workload);
    if (workload.roundTrip().isZero()) {
      List<Entrant> entrants = entrants(workload, fetchers, port(workload));
      return rounds(workload, entrants, rounds);
    }
    try (var proxy = near(workload, DelayProxy.Ear.DEAF)) {
      List<Entrant> entrants = entrants(workload, fetchers, proxy.port());
      proxy.stretch(workload.roundTrip());
      return rounds(workload, entrants, rounds);
    }
  }

  private static Outcome rounds(Workload workload, List<Entrant> entrants, int rounds)
      throws IOException {
    for (int round = 1; round <= rounds; round++) {
      for (Entrant entrant : entrants) {
        if (entrant.trouble.isEmpty()) {
          entrant.round(round, Map.of());
        }
      }
    }
    return new Outcome(workload, entrants.stream().map(Entrant::performance).toList());
  }

  /// Lets one fetcher do a workload while somebody listens to the cable.
  ///
  /// @param environment more of it
  /// @param after is called after each round
  Performance watch(
      Workload workload,
      Fetcher fetcher,
      int rounds,
      Map<String, String> environment,
      DelayProxy.Ear ear,
      After after)
      throws IOException {
    fill(workload);
    try (var proxy = near(workload, ear)) {
      Entrant entrant = entrants(workload, List.of(fetcher), proxy.port()).getFirst();
      proxy.stretch(workload.roundTrip());
      for (int round = 1; round <= rounds; round++) {
        after.round(entrant.round(round, environment));
      }
      return entrant.performance();
    }
  }

  /// Looks at what a round left.
  interface After {
    void round(Usage usage) throws IOException;
  }

  /// Where a fetcher lives.
  Path home(Fetcher fetcher) {
    return room.home(fetcher);
  }

  private void fill(Workload workload) throws IOException {
    for (String user : workload.users()) {
      mailboxes.fill(user, workload.messages(), workload.size());
    }
  }

  /// Ready for the first round.
  private List<Entrant> entrants(Workload workload, List<Fetcher> fetchers, int port)
      throws IOException {
    List<Entrant> entrants = new ArrayList<>();
    for (Fetcher fetcher : fetchers) {
      var entrant = new Entrant(workload, fetcher, orders(workload, port));
      entrant.prepare();
      entrants.add(entrant);
    }
    return entrants;
  }

  /// Of no length yet: some peers would take minutes to see everything from afar.
  private DelayProxy near(Workload workload, DelayProxy.Ear ear) throws IOException {
    return DelayProxy.start(port(workload), Duration.ZERO, ear);
  }

  private int port(Workload workload) {
    return workload.tls() ? server.tlsPort : server.port;
  }

  private static List<Order> orders(Workload workload, int port) {
    Order order = Order.simple(port);
    Order protectedOrder =
        workload.tls() ? order.over(Tls.Mode.IMPLICIT).trusting(TestKeys.localhost()) : order;
    return workload.users().stream().map(protectedOrder::of).toList();
  }

  /// A fetcher in a workload.
  private final class Entrant {
    private final Workload workload;
    private final Fetcher fetcher;
    private final List<Order> orders;
    private final List<Usage> usages = new ArrayList<>();
    private Optional<String> trouble = Optional.empty();
    private int delivered;

    Entrant(Workload workload, Fetcher fetcher, List<Order> orders) {
      this.workload = workload;
      this.fetcher = fetcher;
      this.orders = orders;
    }

    /// Before a poll, everything has to have been seen. Whoever learns something about the server
    /// may do so now, too.
    void prepare() throws IOException {
      if (workload.kind() == Workload.Kind.POLL) {
        progress.accept("%s: %s sees everything".formatted(workload.name(), fetcher.name()));
        synchronized (Contest.this) {
          room.furnish(fetcher, orders);
          judge(run(Map.of()));
        }
        usages.clear();
      }
    }

    Usage round(int number, Map<String, String> more) throws IOException {
      Usage usage;
      synchronized (Contest.this) {
        if (workload.kind() == Workload.Kind.BULK) {
          room.furnish(fetcher, orders);
          quiet();
        }
        usage = run(more);
        judge(usage);
      }
      progress.accept(
          "%s: round %d, %s: %.3f s"
              .formatted(workload.name(), number, fetcher.name(), usage.wall().toNanos() / 1e9));
      return usage;
    }

    private Usage run(Map<String, String> more) throws IOException {
      Path home = room.home(fetcher);
      var environment = new HashMap<>(fetcher.environment(home));
      environment.putAll(more);
      return meter.run(fetcher.command(home), environment, home, room.log(fetcher), MOST);
    }

    private void judge(Usage usage) throws IOException {
      usages.add(usage);
      delivered = room.delivered(fetcher);
      int status = usage.account().status();
      if (trouble.isPresent()) {
        return; // the first one tells
      }
      if (!fetcher.fine().contains(status)) {
        trouble = Optional.of("ended with status %d: %s".formatted(status, lastWords()));
      } else if (delivered != workload.total()) {
        trouble = Optional.of("delivered %d of %d".formatted(delivered, workload.total()));
      }
    }

    private String lastWords() throws IOException {
      return Files.readString(room.log(fetcher)).lines().reduce("", (_, last) -> last);
    }

    Performance performance() {
      return new Performance(fetcher, List.copyOf(usages), delivered, trouble);
    }
  }

  /// Has everything written that waits for it, so that the next to force its files forces no more.
  private static void quiet() throws IOException {
    try {
      new ProcessBuilder("sync").inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /// May come from another thread, while somebody is at work: that one is ended, and no other
  /// begins.
  @Override
  public void close() throws IOException {
    meter.close();
    synchronized (this) {
      try (server;
          room) {
        progress.accept("the end");
      }
    }
  }
}
