package org.popfetch.secret;

import java.util.ArrayList;
import java.util.List;
import org.popfetch.account.Account;
import org.popfetch.account.Secret;
import org.popfetch.os.Programs;
import org.popfetch.report.Failed;
import org.popfetch.secret.KeyringTool.Deed;

/// The keychain of macOS, through `security`. Its exit status is the last octet of a result code of
/// Apple's Security framework.
///
/// @param tool runs it
record Keychain(KeyringTool tool) implements Keyring {
  private static final String PROGRAM = "security";

  /// errSecItemNotFound, -25300.
  private static final int NOT_FOUND = 44;

  /// errSecInteractionNotAllowed, -25308; errSecAuthFailed, -25293; errSecUserCanceled, -128.
  private static final List<Integer> LOCKED = List.of(36, 51, 128);

  @Override
  public Secret find(Account account) throws Failed {
    return tool.find(account, command("find-internet-password", account, "-w"), Keychain::why);
  }

  /// Without `-w` it tells of the entry, not of the password.
  @Override
  public boolean has(Account account) throws Failed {
    Programs.Ended ended = tool.run(Deed.FIND, command("find-internet-password", account));
    if (ended.status() != 0 && ended.status() != NOT_FOUND) {
      throw why(Deed.FIND, ended, account);
    }
    return ended.status() == 0;
  }

  /// Without a value its option `-w` asks on the terminal, so the whole command goes to the
  /// standard input of `security -i`. What was stored is read again: a password with other
  /// characters than those of ASCII would come back as hexadecimal digits.
  @Override
  public void store(Account account, Secret secret) throws Failed {
    String line =
        "add-internet-password -U -s %s -a %s -l %s -w %s\n"
            .formatted(
                quote(account.server().host()),
                quote(account.login().user()),
                quote(Keyring.label(account)),
                quote(secret.reveal()));
    Programs.Ended ended = tool.tell(Deed.STORE, List.of(PROGRAM, "-i"), new Secret(line));
    if (ended.status() != 0) {
      throw why(Deed.STORE, ended, account);
    }
    if (!find(account).reveal().equals(secret.reveal())) {
      boolean _ = clear(account);
      throw Deed.STORE.failed(
          "the keychain gives it back changed, as it does with characters outside of ASCII",
          "choose another password, or use password-command");
    }
  }

  @Override
  public boolean clear(Account account) throws Failed {
    Programs.Ended ended = tool.run(Deed.CLEAR, command("delete-internet-password", account));
    if (ended.status() != 0 && ended.status() != NOT_FOUND) {
      throw why(Deed.CLEAR, ended, account);
    }
    return ended.status() == 0;
  }

  private static Failed why(Deed deed, Programs.Ended ended, Account account) {
    return ended.status() == NOT_FOUND
        ? deed.missing(account)
        : LOCKED.contains(ended.status())
            ? deed.locked()
            : deed.refused(ended, "try " + PROGRAM + " by hand");
  }

  private static List<String> command(String verb, Account account, String... options) {
    var argv =
        new ArrayList<>(
            List.of(PROGRAM, verb, "-s", account.server().host(), "-a", account.login().user()));
    argv.addAll(List.of(options));
    return argv;
  }

  /// A word of its command language. Line ends, which would begin another command, are in no host,
  /// user or password.
  private static String quote(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
