package org.popfetch.faults.fetchers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A program that fetches mail.
public sealed interface Fetcher permits Popfetch, Mpop, Getmail, Fetchmail {

  /// As people call it.
  String name();

  boolean isInstalled();

  /// What it has not got that the order asks for; empty when it has all.
  default Optional<String> lacks(Order order) {
    return Optional.empty();
  }

  /// Writes the configuration that says what the order says.
  void configure(Path home, Order order) throws IOException;

  /// Starts one run.
  Process start(Path home) throws IOException;

  /// The file in which it remembers what it has seen; it may not be there yet.
  Path state(Path home, Order order);
}
