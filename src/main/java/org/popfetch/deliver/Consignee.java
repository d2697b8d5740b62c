package org.popfetch.deliver;

import java.nio.file.Path;
import org.popfetch.account.AccountName;

/// The account that a message is for, as a sink needs to know it.
///
/// @param account its name
/// @param mark letters and digits that no other account of anybody bears; private files bear it in
///   their names, so that leftovers of this account, and only those, can be swept
/// @param spool a private directory of the account, made on first use
public record Consignee(AccountName account, String mark, Path spool) {}
