package org.popfetch.servers;

import java.io.IOException;
import java.util.List;

/// A real server on loopback, without TLS, for the user `me` with the password `abracadabra`.
interface PopServer extends AutoCloseable {
  int port();

  /// Makes these the mail of the user; nobody may be logged in.
  ///
  /// @param messages Latin-1, with CR LF line ends
  void fill(List<String> messages) throws IOException;

  /// Undoes what this server, or the program that put the mail into its mailbox, changes in a
  /// message.
  ///
  /// @param arrived Latin-1, with LF line ends
  String original(String arrived);

  /// The same for what `TOP` gave, with more lines than the message has.
  default String originalOfTop(String arrived) {
    return original(arrived);
  }

  /// Stops it by its pid, with all that it started.
  @Override
  void close() throws IOException;
}
