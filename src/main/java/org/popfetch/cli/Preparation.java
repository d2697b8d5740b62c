package org.popfetch.cli;

import java.util.Set;
import org.popfetch.config.ConfigReader;
import org.popfetch.wire.TlsProvider;

/// Loads in the background what every run that goes to a server needs, while the command line is
/// being read: most of a short run's time is the loading of classes.
final class Preparation {
  private static final Set<String> CONNECTING =
      Set.of("sync", "check", "list", "show", "catchup", "doctor", "shell");

  private Preparation() {}

  /// Begins, when one of the arguments is a command that goes to a server.
  static void begin(String... args) {
    for (String arg : args) {
      if (CONNECTING.contains(arg)) {
        Thread.ofPlatform().daemon().name("preparation").start(Preparation::run);
        return;
      }
    }
  }

  private static void run() {
    ConfigReader.prepare();
    TlsProvider.prepare();
  }
}
