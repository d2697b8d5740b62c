package org.popfetch.account;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where an account's messages go. `toString` is how the configuration writes it.
public sealed interface Destination {
  /// A Maildir (maildir(5)), made on first use.
  record Maildir(Path path) implements Destination {
    @Override
    public String toString() {
      return "maildir:" + path;
    }
  }

  /// An mbox file in the mboxrd variant, made on first use.
  record Mbox(Path path) implements Destination {
    @Override
    public String toString() {
      return "mbox:" + path;
    }
  }

  /// A delivery program that reads one message from its standard input; run without a shell.
  /// `{sender}`, `{account}` and `{uid}` in its arguments are replaced.
  record Pipe(List<String> argv) implements Destination {
    public Pipe {
      argv = List.copyOf(argv);
    }

    @Override
    public String toString() {
      return "pipe:" + String.join(" ", argv);
    }
  }

  /// The Maildir or mbox that a `toString` of it names; nothing for a delivery program, whose
  /// arguments it runs together, and for any other text.
  static Optional<Destination> named(String text) {
    try {
      if (text.startsWith("maildir:")) {
        return Optional.of(new Maildir(Path.of(text.substring("maildir:".length()))));
      }
      if (text.startsWith("mbox:")) {
        return Optional.of(new Mbox(Path.of(text.substring("mbox:".length()))));
      }
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
