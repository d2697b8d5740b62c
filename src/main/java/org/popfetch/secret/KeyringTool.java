package org.popfetch.secret;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.popfetch.account.Account;
import org.popfetch.account.Secret;
import org.popfetch.os.Programs;
import org.popfetch.os.Reason;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// Runs the program that speaks with a keyring. A password reaches it on its standard input, never
/// in its arguments, which everybody on the machine can read.
///
/// @param programs starts it
record KeyringTool(Programs programs) {
  static final String WITHOUT =
      "without a keyring use password-command, password-file or password-credential";

  /// Long enough to type the passphrase of the keyring.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// What a keyring is asked for, in the words of a failure.
  enum Deed {
    FIND("getting the password from the keyring"),
    STORE("storing the password in the keyring"),
    CLEAR("removing the password from the keyring");

    private final String words;

    Deed(String words) {
      this.words = words;
    }

    Failed failed(String cause, String next) {
      return new Failed(Failure.Kind.NO_PASSWORD, words, cause, next);
    }

    Failed locked() {
      return failed("it is locked", "log in at the desktop, which unlocks it, and try again");
    }

    Failed missing(Account account) {
      String who = account.login().user() + " at " + account.server().host();
      String cause = "it has none for " + who + ", port " + account.server().port();
      return failed(cause, "popfetch login " + account.name() + " stores it");
    }

    /// @param next for a failure that nobody foresaw
    Failed refused(Programs.Ended ended, String next) {
      String status = "it ended with status " + ended.status();
      return failed(status + PasswordCommand.complaint(ended), next);
    }
  }

  Programs.Ended run(Deed deed, List<String> argv) throws Failed {
    return run(deed, argv, new Programs.Input.Nothing());
  }

  /// @param secret what it reads from its standard input
  Programs.Ended tell(Deed deed, List<String> argv, Secret secret) throws Failed {
    return run(deed, argv, new Programs.Input.Told(secret));
  }

  private Programs.Ended run(Deed deed, List<String> argv, Programs.Input input) throws Failed {
    Programs.Ended ended;
    try {
      ended = programs.run(new Programs.Order(argv, Map.of(), input, PATIENCE));
    } catch (IOException e) {
      throw deed.failed(Reason.of(e), WITHOUT);
    }
    if (ended.timedOut()) {
      String cause = "it did not answer within " + PATIENCE.toSeconds() + " s";
      throw deed.failed(cause, "does its window wait for a passphrase? unlock it first");
    }
    return ended;
  }

  /// What it means that the program did not do it.
  @FunctionalInterface
  interface Diagnosis {
    Failed why(Deed deed, Programs.Ended ended, Account account) throws Failed;
  }

  /// The password that the program prints.
  ///
  /// @param diagnosis of its end when it prints none
  Secret find(Account account, List<String> argv, Diagnosis diagnosis) throws Failed {
    Programs.Ended ended = run(Deed.FIND, argv);
    if (ended.status() != 0 || ended.output().isEmpty()) {
      throw diagnosis.why(Deed.FIND, ended, account);
    }
    return FirstLine.printed(ended, "the keyring");
  }
}
