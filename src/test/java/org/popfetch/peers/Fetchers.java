package org.popfetch.peers;

import java.util.List;
import java.util.stream.Stream;

/// Whom there is to compare.
public final class Fetchers {
  /// The one whose behaviour is asserted.
  public static final Fetcher POPFETCH = new Popfetch();

  /// Those it is compared with.
  public static final List<Fetcher> PEERS = List.of(new Mpop(), new Getmail(), new Fetchmail());

  /// popfetch first.
  public static final List<Fetcher> ALL =
      Stream.concat(Stream.of(POPFETCH), PEERS.stream()).toList();

  private Fetchers() {}
}
