package org.popfetch.cli;

import org.popfetch.config.ConfigReader;
import org.popfetch.wire.TlsProvider;

/// Loads in the background what nearly every run needs, while the command line is being read: most
/// of a short run's time is the loading of classes.
final class Preparation {
  private Preparation() {}

  static void begin() {
    Thread.ofPlatform().daemon().name("preparation").start(Preparation::run);
  }

  private static void run() {
    ConfigReader.prepare();
    TlsProvider.prepare();
  }
}
