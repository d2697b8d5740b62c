package org.popfetch.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.popfetch.dovecot.Dovecot;

/// A program that fetches mail, and how to tell it to: the safest way that its manual names.
sealed interface Client permits Popfetch, Mpop, Getmail, Fetchmail {
  /// Peers get an end to the files that they can write: cut in the middle of a message, one of them
  /// fills the disk.
  String BOUNDED = "ulimit -f 200000; exec \"$@\"";

  static Client named(String name) {
    return Stream.of(new Popfetch(), new Mpop(), new Getmail(), new Fetchmail())
        .filter(client -> client.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such client: " + name));
  }

  String name();

  Path program();

  default boolean isInstalled() {
    return Files.isExecutable(program());
  }

  /// Writes its configuration: a mailbox of the server on this port, with the password
  /// `abracadabra`.
  void configure(Home home, int port, String user) throws IOException;

  /// One run.
  List<String> command(Home home);

  default Map<String, String> environment(Home home) {
    return Map.of("HOME", home.directory().toString(), "PATH", "/usr/local/bin:/usr/bin:/bin");
  }

  /// Whether it is held to the [Promise].
  default boolean promises() {
    return false;
  }

  /// The exit statuses of a run that did all there was to do.
  List<Integer> fine();

  /// How a peer is started: as the user whose home it is, which keeps one of them from starting a
  /// process per message only to become that user.
  static List<String> bounded(Path program, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", BOUNDED, "sh"));
    if (Dovecot.isRoot()) {
      String user = Dovecot.NOBODY;
      command.addAll(
          List.of("/usr/bin/setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
    }
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }
}
