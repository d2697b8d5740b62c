package org.popfetch.login;

import java.util.Optional;
import java.util.regex.Pattern;
import org.popfetch.account.AccountName;
import org.popfetch.account.Mechanism;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.ResponseCode;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;

/// What an `-ERR` to a login means.
///
/// Another mechanism is tried only where the refusal cannot have been about the credentials: the
/// server had seen none, or none that it can check (`APOP`), or it says itself that it is the
/// command or the mechanism that it does not know. A server that has response codes and uses one
/// has decided, but that `[AUTH]` is only about the credentials that it has seen.
public final class Refusal {
  /// The words in which servers say that they lack a mechanism, or the initial response.
  private static final Pattern UNSUPPORTED =
      Pattern.compile(
          "\\b(unknown|unrecogni[sz]ed|unsupported|unimplemented|invalid|bad|illegal|no such)"
              + "( \\S+)? (command|mechanism|method|auth(entication)?( type| method| mechanism))"
              + "|\\b(command|mechanism|method|auth(entication)? (type|method|mechanism))\\b.*"
              + "\\b(unknown|unrecogni[sz]ed|unsupported|not|disabled)\\b"
              + "|\\b(syntax error|not (supported|implemented|understood)|unimplemented)\\b",
          Pattern.CASE_INSENSITIVE);

  private Refusal() {}

  /// Whether the next mechanism may be tried.
  public static boolean isAboutMechanism(Exchange.Next.Refused refused) {
    Optional<ResponseCode> code = refused.reply().code();
    if (!refused.aboutCredentials()) {
      return code.isEmpty() || code.get() == ResponseCode.AUTH;
    }
    return code.isEmpty() && UNSUPPORTED.matcher(refused.reply().text().latin1()).find();
  }

  /// What to tell the user (RFC 3206 §4, §5).
  ///
  /// @param tokens the account, where `popfetch login` gets it another access token
  public static Failure failure(
      Exchange.Next.Refused refused,
      Mechanism mechanism,
      Capabilities capabilities,
      Optional<AccountName> tokens) {
    String said = said(refused);
    ResponseCode code = refused.reply().code().orElse(ResponseCode.UNKNOWN);
    return switch (code) {
      case IN_USE -> temporary(said, "another session holds the mailbox; tried again next time");
      case LOGIN_DELAY ->
          temporary(said, "the server wants more time between logins; tried again next time");
      case SYS_TEMP -> temporary(said, "tried again next time");
      case AUTH -> refused(said, check(mechanism, tokens));
      case SYS_PERM -> refused(said, "somebody has to mend this at the server");
      case UNKNOWN ->
          capabilities.has("AUTH-RESP-CODE")
              ? temporary(said, "it would say so if the password were wrong; tried again next time")
              : refused(said, check(mechanism, tokens));
    };
  }

  /// What to tell the user when the server hung up before another mechanism had its turn.
  ///
  /// @param other the mechanism; for one that takes a token, it may be the same with a fresh one
  public static Failure hungUp(Exchange.Next.Refused refused, Mechanism other) {
    String said = said(refused) + " and hung up";
    return other.proof() == Mechanism.Proof.TOKEN
        ? temporary(said, "tried again next time, with another access token")
        : refused(
            said,
            "check user and password; if they are right, write auth = [\"" + other.key() + "\"]");
  }

  private static String said(Exchange.Next.Refused refused) {
    String reason = refused.reason().isEmpty() ? "" : " (" + refused.reason() + ")";
    return "the server answered \"" + refused.reply() + '"' + reason;
  }

  /// What is to be right for a mechanism.
  private static String check(Mechanism mechanism, Optional<AccountName> tokens) {
    return switch (mechanism.proof()) {
      case PASSWORD ->
          mechanism.key().startsWith("scram-")
              ? "check user and password; if they are right, name another mechanism in auth"
              : "check user and password";
      case TOKEN ->
          "the access token has expired, was revoked, or is not for this user's mailbox"
              + tokens
                  .map(name -> "; get another, as this user: popfetch login " + name)
                  .orElse("");
      case CERTIFICATE -> "check user and the client certificate";
      case TICKET -> "check user, and by klist(1) whose ticket it is";
    };
  }

  private static Failure temporary(String said, String next) {
    return new Failure(Kind.SERVER_REFUSED, "logging in", said, next);
  }

  private static Failure refused(String said, String next) {
    return new Failure(Kind.LOGIN_REFUSED, "logging in", said, next);
  }
}
