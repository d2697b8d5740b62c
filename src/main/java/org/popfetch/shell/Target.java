package org.popfetch.shell;

import org.popfetch.account.Account;
import org.popfetch.report.Failure;
import org.popfetch.session.Password;

/// Where the prompt leads to.
///
/// @param label the account's name, or the host's
/// @param account the server and its protection; all of the account when it is configured
/// @param configured whether it stands in the configuration, so that popfetch would sync it
/// @param logsIn whether popfetch logs in, or leaves that to the user
public record Target(
    String label, Account account, boolean configured, boolean logsIn, Password password) {
  /// A failure as it is told here: nothing is tried again by itself, and without a configuration
  /// its lines are options.
  public Failure told(Failure failure) {
    String next = failure.next().replace("tried again next time", "try again later");
    return failure.withNext(configured ? next : asOptions(next));
  }

  private static String asOptions(String next) {
    return next.replaceAll("\\b(tls|tls-fingerprint) = \"([^\"]+)\"", "--$1 $2")
        .replace("allow-plaintext = true, or --allow-plaintext", "--allow-plaintext");
  }
}
