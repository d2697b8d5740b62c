package org.popfetch.shell;

import org.popfetch.account.Account;
import org.popfetch.session.Password;

/// Where the prompt leads to.
///
/// @param label the account's name, or the host's
/// @param account the server and its protection; all of the account when it is configured
/// @param configured whether it stands in the configuration, so that popfetch would sync it
/// @param logsIn whether popfetch logs in, or leaves that to the user
public record Target(
    String label, Account account, boolean configured, boolean logsIn, Password password) {}
