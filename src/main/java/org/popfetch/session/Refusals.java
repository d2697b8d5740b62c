package org.popfetch.session;

import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ResponseCode;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;

/// What an `-ERR` means that is not about a login: no for now, whatever the code, for an unknown
/// error is a temporary one.
final class Refusals {
  private Refusals() {}

  static Failed ofSession(String doing, Reply.Err err) {
    return new Failed(
        Kind.SERVER_REFUSED,
        doing,
        "the server answered \"" + err + '"',
        err.code().filter(code -> code == ResponseCode.SYS_PERM).isPresent()
            ? "somebody has to mend this at the server; tried again next time"
            : "tried again next time");
  }
}
