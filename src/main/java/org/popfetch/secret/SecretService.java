package org.popfetch.secret;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.popfetch.account.Account;
import org.popfetch.account.Secret;
import org.popfetch.os.Programs;
import org.popfetch.report.Failed;
import org.popfetch.secret.KeyringTool.Deed;

/// The Secret Service of freedesktop.org (gnome-keyring, KWallet, KeePassXC), through libsecret's
/// `secret-tool`.
///
/// @param tool runs it
record SecretService(KeyringTool tool) implements Keyring {
  private static final String PROGRAM = "secret-tool";

  @Override
  public Secret find(Account account) throws Failed {
    return tool.find(account, command(account, "lookup"), this::why);
  }

  @Override
  public boolean has(Account account) throws Failed {
    return isThere(Deed.FIND, account);
  }

  @Override
  public void store(Account account, Secret secret) throws Failed {
    String label = "--label=" + Keyring.label(account);
    Programs.Ended ended = tool.tell(Deed.STORE, command(account, "store", label), secret);
    if (ended.status() != 0) {
      throw ended.errors().isEmpty() ? Deed.STORE.locked() : told(Deed.STORE, ended);
    }
  }

  @Override
  public boolean clear(Account account) throws Failed {
    if (!isThere(Deed.CLEAR, account)) {
      return false;
    }
    Programs.Ended ended = tool.run(Deed.CLEAR, command(account, "clear"));
    if (ended.status() != 0) {
      throw why(Deed.CLEAR, ended, account);
    }
    return true;
  }

  /// It ends with 1 and says nothing, both when there is no such entry and when the entry is locked
  /// and nobody unlocked it.
  private Failed why(Deed deed, Programs.Ended ended, Account account) throws Failed {
    if (!ended.errors().isEmpty()) {
      return told(deed, ended);
    }
    return isThere(deed, account) ? deed.locked() : deed.missing(account);
  }

  /// Whether there is an entry, locked or not. What is printed of it may hold the password, and is
  /// not looked at.
  private boolean isThere(Deed deed, Account account) throws Failed {
    Programs.Ended ended = tool.run(deed, command(account, "search"));
    if (ended.status() != 0) {
      throw told(deed, ended);
    }
    return !ended.output().isEmpty();
  }

  private static Failed told(Deed deed, Programs.Ended ended) {
    String said = ended.errors().latin1().toLowerCase(Locale.ROOT);
    if (said.contains("locked")) {
      return deed.locked();
    }
    String complaint = PasswordCommand.complaint(ended);
    if (said.contains("d-bus") || said.contains("could not connect")) {
      return deed.failed(
          "there is no D-Bus session, as under cron" + complaint,
          "let a systemd user timer run popfetch; " + KeyringTool.WITHOUT);
    }
    if (said.contains("org.freedesktop.secrets")) {
      return deed.failed(
          "no keyring runs in this session" + complaint,
          "start gnome-keyring, KWallet or KeePassXC; " + KeyringTool.WITHOUT);
    }
    return deed.refused(ended, "try " + PROGRAM + " by hand");
  }

  /// The attributes stand behind `--`, lest a user that begins with `-` becomes an option.
  private static List<String> command(Account account, String... verb) {
    List<String> attributes =
        List.of(
            "--",
            "service",
            "popfetch",
            "user",
            account.login().user(),
            "host",
            account.server().host(),
            "port",
            Integer.toString(account.server().port()));
    return Stream.of(Stream.of(PROGRAM), Stream.of(verb), attributes.stream())
        .flatMap(words -> words)
        .toList();
  }
}
