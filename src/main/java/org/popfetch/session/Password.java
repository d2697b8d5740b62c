package org.popfetch.session;

import org.popfetch.account.Secret;
import org.popfetch.report.Failed;

/// Gives the account's password at the moment when it is needed: after the server has answered and
/// the connection is as well protected as was asked for. Called once at most.
@FunctionalInterface
public interface Password {
  /// Gives the password.
  ///
  /// @throws Failed when there is none
  Secret get() throws Failed;
}
