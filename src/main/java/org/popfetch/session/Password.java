package org.popfetch.session;

import java.util.Optional;
import org.popfetch.account.Secret;
import org.popfetch.report.Failed;

/// Gives the account's password, or its access token, at the moment when it is needed: after the
/// server has answered and the connection is as well protected as was asked for. Called once at
/// most, and never for a mechanism that takes none.
@FunctionalInterface
public interface Password {
  /// Gives the password.
  ///
  /// @throws Failed when there is none
  Secret get() throws Failed;

  /// Gives an access token instead of the one that the server has just refused: it may have been
  /// revoked, or be older than the clocks say. Called once at most, after [#get].
  ///
  /// @return nothing where there is no other
  /// @throws Failed when there should be one and it cannot be had
  default Optional<Secret> renewed() throws Failed {
    return Optional.empty();
  }
}
