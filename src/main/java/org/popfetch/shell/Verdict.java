package org.popfetch.shell;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.popfetch.pop3.Reply;
import org.popfetch.report.ExitStatus;

/// What a script's exit status will be: what first went wrong decides.
final class Verdict {
  private @Nullable ExitStatus first;

  /// Something went wrong.
  void note(ExitStatus status) {
    if (first == null) {
      first = status;
    }
  }

  /// The server answered.
  ///
  /// @param loggingIn whether the answer is one to a login
  void note(Reply reply, boolean loggingIn) {
    switch (reply) {
      case Reply.Ok _, Reply.Challenge _ -> {}
      case Reply.Err _ -> note(loggingIn ? ExitStatus.LOGIN : ExitStatus.TRY_LATER);
      case Reply.Unintelligible _ -> note(ExitStatus.PROTOCOL);
    }
  }

  ExitStatus status() {
    return Optional.ofNullable(first).orElse(ExitStatus.OK);
  }
}
