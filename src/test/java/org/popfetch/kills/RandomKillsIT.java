package org.popfetch.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.popfetch.dovecot.Dovecot;
import org.popfetch.testing.KeptSecrets;

/// Row 8: killed at any moment, for as long as one likes. The package tells how to run it longer,
/// and with other clients.
class RandomKillsIT {
  private static final int MOST_FAILURES = 10;
  private static final long PRIME = 1_000_003;

  private final Client client =
      Client.named(System.getProperty("popfetch.kills.client", "popfetch"));
  private final long seed = Long.getLong("popfetch.kills.seed", System.nanoTime() % 1_000_000_000);
  private final List<Situation> situations =
      Situation.named(System.getProperty("popfetch.kills.only", ""));
  private final Set<Fault.Kind> kinds = kinds();
  private final Path place =
      Path.of(System.getProperty("popfetch.image"))
          .resolveSibling("kills")
          .resolve(client.name() + "-" + seed);
  private final Map<Situation, Tally> tallies = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  @Test
  void everyMessageArrivesOnceWhateverIsKilled() throws Exception {
    if (!Dovecot.isInstalled() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("Dovecot is not installed, and CI=true: see .ci/run");
    }
    Assumptions.assumeTrue(Dovecot.isInstalled(), "Dovecot is not installed");
    Assumptions.assumeTrue(client.isInstalled(), client.name() + " is not installed");
    Files.createDirectories(place);
    System.out.println("Random kills of " + client.name() + ", -Dpopfetch.kills.seed=" + seed);
    try (Dovecot server = Dovecot.start();
        var tap = new Tap(server.port)) {
      rounds(server, tap);
    } finally {
      tell();
    }
    assertThat(failures).as("kept in %s", place).isEmpty();
  }

  private void rounds(Dovecot server, Tap tap) throws Exception {
    int only = Integer.getInteger("popfetch.kills.round", 0);
    if (only > 0) {
      round(only, server, tap);
      return;
    }
    double minutes = Double.parseDouble(System.getProperty("popfetch.kills.minutes", "1"));
    long end = System.nanoTime() + (long) (minutes * Duration.ofMinutes(1).toNanos());
    for (int i = 1; System.nanoTime() < end && failures.size() < MOST_FAILURES; i++) {
      round(i, server, tap);
    }
  }

  private void round(int number, Dovecot server, Tap tap) throws Exception {
    Situation situation = situations.get((number - 1) % situations.size());
    var home = new Home(place.resolve("round-" + number), situation);
    var random = new Random(seed * PRIME + number);
    var round = new Round(client, home, server, tap, random, kinds);
    Verdict verdict = round.play();
    if (client.promises()) {
      KeptSecrets.checkFiles(home.directory());
    }
    tallies.computeIfAbsent(situation, _ -> new Tally()).add(round.tally());
    List<String> faults = new ArrayList<>(round.complaints());
    faults.addAll(Promise.broken(situation, verdict, round.tally().struck()));
    if (Boolean.getBoolean("popfetch.kills.history")) {
      round.leave();
    } else if (faults.isEmpty() || !client.promises()) {
      round.clear();
    } else {
      round.leave();
      failures.add("round %d, %s: %s".formatted(number, situation, faults));
    }
  }

  private void tell() throws IOException {
    var all = new Tally();
    tallies.values().forEach(all::add);
    var text = new StringBuilder();
    tallies.forEach((situation, tally) -> text.append("%-15s %s%n".formatted(situation, tally)));
    text.append("%-15s %s%n".formatted("all", all));
    Files.writeString(place.resolve("figures"), text);
    System.out.print(text);
  }

  /// Peers are only killed: being cut, or run twice, is another matter.
  private Set<Fault.Kind> kinds() {
    String names =
        System.getProperty(
            "popfetch.kills.faults",
            client.promises() ? "kill,term,int,cut,reset,twins" : "kill,term,int");
    var kinds = EnumSet.noneOf(Fault.Kind.class);
    Arrays.stream(names.toUpperCase(Locale.ROOT).split(","))
        .map(Fault.Kind::valueOf)
        .forEach(kinds::add);
    return kinds;
  }
}
