package org.popfetch.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.popfetch.faults.server.Protection;
import org.popfetch.peers.Fetcher;
import org.popfetch.peers.Fetchers;
import org.popfetch.peers.Order;

/// Something that may happen to a fetcher, whichever it is.
///
/// @param row of the table of faults
/// @param title for the comparison
/// @param root where the fetchers' homes are made
/// @param protection the server's
/// @param order what the fetcher is told
/// @param secretly whether it matters if the password was told
record Situation(
    String row,
    String title,
    Path root,
    Protection protection,
    UnaryOperator<Order> order,
    boolean secretly) {
  private static final boolean WITH_PEERS = Boolean.getBoolean("popfetch.peers");

  /// What happens, run by run.
  interface Script {
    void play(Stage stage) throws Exception;
  }

  Situation(String row, String title, Path root) {
    this(row, title, root, Protection.none(), UnaryOperator.identity(), false);
  }

  Situation on(Protection other) {
    return new Situation(
        row, title, root, other, given -> order.apply(given.over(other.mode())), secretly);
  }

  /// Tells the fetcher more.
  Situation ordering(UnaryOperator<Order> more) {
    return new Situation(
        row, title, root, protection, given -> more.apply(order.apply(given)), secretly);
  }

  /// The table is to tell whether the password was sent to a server that must not have it.
  Situation guarded() {
    return new Situation(row, title, root, protection, order, true);
  }

  /// Plays it with popfetch; and with its peers, for the comparison, when they are asked for.
  ///
  /// @return how popfetch came out of it
  Played play(Script script) throws Exception {
    return WITH_PEERS ? compare(script) : play(Fetchers.POPFETCH, script);
  }

  /// Plays it with popfetch alone: it is about something that no peer has.
  Played playAlone(Script script) throws Exception {
    Played played = play(Fetchers.POPFETCH, script);
    if (WITH_PEERS) {
      Matrix.add(row, title, Map.of(Fetchers.POPFETCH, Phrase.of(played)));
    }
    return played;
  }

  private Played compare(Script script) throws Exception {
    Map<Fetcher, String> phrases = new ConcurrentHashMap<>();
    List<Thread> peers =
        Fetchers.PEERS.stream()
            .map(one -> Thread.startVirtualThread(() -> phrases.put(one, measure(one, script))))
            .toList();
    for (Thread peer : peers) {
      peer.join(); // before popfetch begins, which some tests allow a few seconds only
    }
    Played played = play(Fetchers.POPFETCH, script);
    phrases.put(Fetchers.POPFETCH, Phrase.of(played));
    Matrix.add(row, title, phrases);
    return played;
  }

  private String measure(Fetcher peer, Script script) {
    if (!peer.isInstalled()) {
      return "not installed";
    }
    Optional<String> lacks = peer.lacks(order.apply(Order.simple(0)));
    if (lacks.isPresent()) {
      return "has no " + lacks.get();
    }
    try {
      return Phrase.of(play(peer, script));
    } catch (Exception | AssertionError e) {
      return "not measured: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
  }

  private Played play(Fetcher fetcher, Script script) throws Exception {
    Path home = Files.createDirectory(root.resolve(fetcher.name()));
    try (var stage = Stage.set(fetcher, home, protection, order)) {
      script.play(stage);
      return stage.played(secretly);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
