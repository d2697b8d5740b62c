package org.popfetch.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.popfetch.account.AccountName;

/// `popfetch sync` as timers and cron write it: the command, accounts, and the simplest options for
/// every command. Such a line is understood without picocli, whose reflection takes a third of the
/// time of a run that finds nothing; whatever else a line holds, picocli reads the whole of it.
final class PlainSync {
  private final Popfetch top;
  private final SyncCommand sync;
  private boolean named;
  private boolean verboseBefore;

  private PlainSync(Popfetch top) {
    this.top = top;
    this.sync = new SyncCommand(top);
  }

  /// The command with all that the line says; nothing when it says something else.
  static Optional<SyncCommand> read(Popfetch top, String... args) {
    var plain = new PlainSync(top);
    Iterator<String> words = List.of(args).iterator();
    boolean understood = true;
    while (understood && words.hasNext()) {
      String word = words.next();
      boolean isConfig = word.equals("--config") && words.hasNext();
      understood = isConfig ? plain.config(words.next()) : plain.takes(word);
    }
    return understood && plain.named ? Optional.of(plain.sync) : Optional.empty();
  }

  private boolean config(String file) {
    boolean first = top.config == null && !file.isEmpty() && !file.startsWith("-");
    top.config = first ? Path.of(file) : top.config;
    return first;
  }

  private boolean takes(String word) {
    return switch (word) {
      case "-q", "--quiet" -> {
        boolean first = !top.quiet;
        top.quiet = true;
        yield first;
      }
      case "--json" -> {
        boolean first = !top.json;
        top.json = true;
        yield first;
      }
      case "-v", "--verbose" -> {
        top.verbose = Arrays.copyOf(top.verbose, top.verbose.length + 1);
        // Picocli counts those on one side of the command only.
        verboseBefore |= !named;
        yield !(named && verboseBefore);
      }
      default -> named ? account(word) : command(word);
    };
  }

  private boolean command(String word) {
    named = word.equals("sync");
    return named;
  }

  private boolean account(String word) {
    boolean valid = AccountName.isValid(word) && !word.startsWith("-");
    return valid && sync.accounts.add(word);
  }
}
