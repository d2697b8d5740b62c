package org.popfetch.doctor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.popfetch.account.Account;
import org.popfetch.account.Mechanism;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Provider;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ResponseCode;
import org.popfetch.pop3.ServerText;
import org.popfetch.secret.Passwords;

/// What a refused login means, and what to do (RFC 2449 §8.1, RFC 3206).
final class LoginAdvice {
  private static final Pattern APP_PASSWORD =
      Pattern.compile("app(lication)?[- ](specific )?password", Pattern.CASE_INSENSITIVE);

  private LoginAdvice() {}

  /// @param tried the mechanism that was refused
  static Advice about(
      Reply.Err refusal, Mechanism tried, Account account, Capabilities capabilities) {
    Optional<ResponseCode> code = refusal.code();
    return switch (code.orElse(ResponseCode.UNKNOWN)) {
      case IN_USE ->
          Advice.of(
                  "Another session has the mailbox open: another mail program, a sync that runs right"
                      + " now, or one that broke off and that the server has not given up yet.")
              .say(
                  "User and password need not be wrong. The next sync tries again; if it stays so"
                      + " for longer than 10 minutes, close the other program.");
      case LOGIN_DELAY ->
          Advice.of("The server wants more time between two logins than there was.")
              .say(Offers.loginDelay(capabilities).orElse(""))
              .say("Nothing is lost. Let cron or the timer run sync less often.");
      case SYS_TEMP ->
          Advice.of("The server has a fault of its own that will pass. The next sync tries again.");
      case SYS_PERM ->
          Advice.of("The server has a fault of its own that somebody there has to mend.")
              .say("Tell its operator these words; another password would not help.");
      case AUTH -> wrong(refusal, tried, account);
      case UNKNOWN ->
          capabilities.has("AUTH-RESP-CODE")
              ? Advice.of(
                  "This server says so when the password is wrong (AUTH-RESP-CODE), and did not."
                      + " The next sync tries again.")
              : wrong(refusal, tried, account);
    };
  }

  private static Advice wrong(Reply.Err refusal, Mechanism tried, Account account) {
    List<String> known = account.provider().map(Provider::logins).orElse(List.of());
    Advice advice =
        switch (tried.proof()) {
          case PASSWORD -> ofPassword(refusal, account, known.isEmpty());
          case TOKEN -> ofToken(account);
          case CERTIFICATE, TICKET ->
              Advice.of("The server does not let whoever you have shown to be into this mailbox.")
                  .say("Look at user, and at the client certificate or the Kerberos ticket.");
        };
    for (String login : known) {
      advice = advice.say(Character.toUpperCase(login.charAt(0)) + login.substring(1));
    }
    return advice;
  }

  /// Renewed by this program, or by whatever puts it where a password would be.
  private static Advice ofToken(Account account) {
    return account.login().password() instanceof PasswordSource.Token
        ? Advice.of("The server does not take this token for this user.")
            .say("Was it another user who allowed access, or access to something else? Once more:")
            .write("popfetch login " + account.name())
            .say("Some providers also want POP3 to be switched on first, in their web pages.")
        : Advice.of("The server does not take this access token for this user's mailbox.")
            .say(
                "It may have expired, or be meant for something else than POP3: look at its scope.")
            .say("Put another one " + place(account) + ".");
  }

  private static Advice ofPassword(Reply.Err refusal, Account account, boolean unknown) {
    if (APP_PASSWORD.matcher(refusal.text().latin1()).find()) {
      return Advice.of("The server wants a password made for this program alone: an app password.")
          .say("Make one at the provider, and put it " + place(account) + ".");
    }
    return Advice.of("The server does not know this user with this password.")
        .say(
            "It was sent as "
                + harmless(account.login().user())
                + "; some servers want the whole address as user, some only what is before the @.")
        .say("If the user is right, put the right password " + place(account) + ".")
        .say(
            unknown
                ? "Some providers also want POP3 to be switched on first, in their web pages."
                : "");
  }

  private static ServerText harmless(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return ServerText.of(octets, 0, octets.length);
  }

  /// Where the account's password belongs.
  private static String place(Account account) {
    return switch (account.login().password()) {
      case PasswordSource.Literal _ -> "into the configuration, as password = \"...\"";
      case PasswordSource.Command command -> "where " + Passwords.describe(command) + " finds it";
      case PasswordSource.File file -> "into " + Passwords.describe(file);
      case PasswordSource.Credential credential ->
          "where the unit finds " + Passwords.describe(credential);
      case PasswordSource.Keyring _ -> "into the keyring: popfetch login " + account.name();
      case PasswordSource.Netrc netrc -> "into " + Passwords.describe(netrc);
      case PasswordSource.Token _ -> "out by popfetch login " + account.name();
      case PasswordSource.Ask _ -> "in when you are asked";
    };
  }
}
