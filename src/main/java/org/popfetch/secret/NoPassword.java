package org.popfetch.secret;

import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// The failures of this room: there is no password, or no time left to ask for it.
final class NoPassword {
  private static final String GETTING = "getting the password";

  private NoPassword() {}

  static Failed because(String cause, String next) {
    return new Failed(Failure.Kind.NO_PASSWORD, GETTING, cause, next);
  }

  static Failed stopped() {
    return new Failed(Failure.Kind.STOPPED, GETTING, "told to stop", "");
  }

  /// @param source where it should have come from: "`pass show mail/work`"
  static Failed from(String source, String cause, String next) {
    return new Failed(Failure.Kind.NO_PASSWORD, GETTING + " from " + source, cause, next);
  }
}
