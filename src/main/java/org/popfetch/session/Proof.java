package org.popfetch.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Login;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Secret;
import org.popfetch.login.Credentials;
import org.popfetch.login.Exchange.Next;
import org.popfetch.pop3.ResponseCode;
import org.popfetch.report.Failed;

/// What an account logs in with, got when the first mechanism that takes it has its turn.
final class Proof {
  private final Login login;
  private final Password password;
  private @Nullable Secret secret;
  private boolean renewed;

  Proof(Login login, Password password) {
    this.login = login;
    this.password = password;
  }

  /// @throws Failed as [Password#get], and when the mechanisms cannot say it
  Credentials to(Mechanism mechanism) throws Failed {
    if (!mechanism.takesSecret()) {
      return Credentials.of(login.user());
    }
    Secret known = secret;
    if (known == null) {
      known = password.get();
      secret = known;
    }
    return Credentials.of(login.user(), known);
  }

  /// Whether there is another access token instead of one that was refused. Once at most.
  boolean isRenewed(Mechanism mechanism, Next.Refused refusal) throws Failed {
    if (mechanism.proof() != Mechanism.Proof.TOKEN || renewed || !mayBeTheTokens(refusal)) {
      return false;
    }
    renewed = true;
    Optional<Secret> fresh = password.renewed();
    fresh.ifPresent(token -> secret = token);
    return fresh.isPresent();
  }

  /// A server that says that it will pass (RFC 2449 §8.1, RFC 3206 §4) has found no fault with the
  /// token, and would only be asked too often.
  private static boolean mayBeTheTokens(Next.Refused refusal) {
    return refusal.aboutCredentials()
        && refusal.reply().code().filter(ResponseCode::isTemporary).isEmpty();
  }
}
