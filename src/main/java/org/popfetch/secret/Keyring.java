package org.popfetch.secret;

import java.util.Locale;
import org.popfetch.account.Account;
import org.popfetch.account.Secret;
import org.popfetch.os.Programs;
import org.popfetch.report.Failed;

/// The desktop's store of passwords, asked through the program that comes with it. An account's
/// password is found again by user, host and port; a renamed account keeps it.
interface Keyring {
  /// The one of this machine.
  static Keyring of(Programs programs) {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    var tool = new KeyringTool(programs);
    return mac ? new Keychain(tool) : new SecretService(tool);
  }

  /// The account's password. The desktop may ask its user to unlock the keyring first.
  ///
  /// @throws Failed when there is none, and when the keyring is locked or cannot be reached
  Secret find(Account account) throws Failed;

  /// Whether there is one, which stays closed: nobody is asked to unlock anything.
  ///
  /// @throws Failed when the keyring cannot be reached
  boolean has(Account account) throws Failed;

  /// Stores the account's password, in the place of an earlier one.
  void store(Account account, Secret secret) throws Failed;

  /// Removes the account's password.
  ///
  /// @return false when there was none
  boolean clear(Account account) throws Failed;

  /// What the desktop shows of an entry.
  static String label(Account account) {
    return "popfetch: " + account.login().user() + " at " + account.server().host();
  }
}
