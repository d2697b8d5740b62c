package org.popfetch.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A program that fetches mail.
public sealed interface Fetcher permits Popfetch, Mpop, Getmail, Fetchmail {

  /// As people call it.
  String name();

  boolean isInstalled();

  /// What it has not got that the order asks for; empty when it has all.
  default Optional<String> lacks(Order order) {
    return Optional.empty();
  }

  /// Writes the configuration that says what the orders say, each of an account of its own.
  void configure(Path home, List<Order> orders) throws IOException;

  default void configure(Path home, Order order) throws IOException {
    configure(home, List.of(order));
  }

  /// One run for all accounts of the configuration.
  List<String> command(Path home);

  /// All that the command finds in its environment.
  default Map<String, String> environment(Path home) {
    return Map.of("HOME", home.toString(), "PATH", "/usr/local/bin:/usr/bin:/bin");
  }

  /// Starts the command, bounded where it is a peer's; its outputs go to `out` and `err` in the
  /// home.
  Process start(Path home) throws IOException;

  /// The exit statuses of a run that did all there was to do.
  default Set<Integer> fine() {
    return Set.of(0);
  }

  /// The file in which it remembers what it has seen; it may not be there yet.
  Path state(Path home, Order order);
}
