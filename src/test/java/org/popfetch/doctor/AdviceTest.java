package org.popfetch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.popfetch.account.Account;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Pin;
import org.popfetch.login.Channel;
import org.popfetch.login.Offer;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Reply;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;
import org.popfetch.report.Look;
import org.popfetch.wire.CertificateFacts;
import org.popfetch.wire.Reach;
import org.popfetch.wire.Untrusted;

/// The pure part: what is advised, and how it is written.
class AdviceTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Pin CERTIFICATE = new Pin(Pin.Of.CERTIFICATE, "c".repeat(64));
  private static final Pin KEY = new Pin(Pin.Of.KEY, "d".repeat(64));

  private static Untrusted untrusted(Untrusted.Why why, String... names) {
    var facts =
        new CertificateFacts(
            "CN=mail",
            "CN=authority",
            false,
            List.of(names),
            NOW.minus(Duration.ofDays(10)),
            NOW.plus(Duration.ofDays(10)),
            CERTIFICATE,
            KEY);
    return new Untrusted(why, facts, true);
  }

  @ParameterizedTest
  @EnumSource(Untrusted.Why.class)
  void everyDistrustIsExplainedInItsOwnWords(Untrusted.Why why) {
    Advice advice = TlsAdvice.about(untrusted(why), Accounts.work().server().tls(), NOW);
    assertThat(advice.said()).matches("(?s).*[.:]");
    for (Untrusted.Why other : Untrusted.Why.values()) {
      if (other != why) {
        assertThat(TlsAdvice.about(untrusted(other), Accounts.work().server().tls(), NOW))
            .as("%s and %s", why, other)
            .isNotEqualTo(advice);
      }
    }
  }

  @Test
  void whoPinsKeysIsToldTheKey() {
    var keys =
        Accounts.work("tls-fingerprint = 'spki-sha256:" + "e".repeat(64) + "'").server().tls();
    var both =
        Accounts.work(
                "tls-fingerprint = ['spki-sha256:%s', 'sha256:%s']"
                    .formatted("e".repeat(64), "f".repeat(64)))
            .server()
            .tls();
    Untrusted changed = untrusted(Untrusted.Why.PIN);
    assertThat(TlsAdvice.about(changed, keys, NOW).exact())
        .isEqualTo("tls-fingerprint = \"" + KEY + "\"");
    assertThat(TlsAdvice.about(changed, both, NOW).exact())
        .isEqualTo("tls-fingerprint = \"" + CERTIFICATE + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "mail.example.org,           tls-server-name = \"mail.example.org\"",
    "*.example.org,              ''",
    "'evil\" tls = \"none',      ''",
  })
  void onlyAPlainNameIsPutIntoALine(String name, String line) {
    String exact =
        TlsAdvice.about(untrusted(Untrusted.Why.NAME, name), Accounts.work().server().tls(), NOW)
            .exact();
    assertThat(exact.lines().filter(one -> !one.startsWith("tls-fingerprint")))
        .containsExactlyElementsOf(line.lines().toList());
  }

  @ParameterizedTest
  @CsvSource({
    "'',                                          into the configuration, as password = ",
    "password-command = 'pass show mail/work',    where `pass show mail/work` finds it",
    "password-file = '/etc/pw',                   into the file /etc/pw",
    "netrc = true,                                into the netrc file",
  })
  void whereTheRightPasswordBelongs(String source, String place) {
    var account = Accounts.work(source.isEmpty() ? "password = 'x'" : source);
    assertThat(refused("-ERR [AUTH] no", Mechanism.PLAIN, account)).contains(place);
  }

  private static String refused(String answer, Mechanism tried, Account account) {
    var refusal = (Reply.Err) Reply.parse(answer);
    return LoginAdvice.about(refusal, tried, account, Capabilities.NONE).said();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          xoauth2  | does not take this access token
          external | the client certificate
          gssapi   | the Kerberos ticket
          plain    | this user with this password
          """)
  void whatIsRefusedIsWhatWasShown(String tried, String words) {
    var account =
        Accounts.work("password = 'x'", "auth = ['xoauth2', 'external', 'gssapi', 'plain']");
    Mechanism mechanism = Mechanism.named(tried).orElseThrow();
    assertThat(refused("-ERR [AUTH] no", mechanism, account)).contains(words);
  }

  @Test
  void whatAProviderWantsIsSaidWhereItRefusesALogin() {
    var account = Accounts.work("provider = 'gmail'", "host = 'pop.gmail.com'");
    String answer = "-ERR [AUTH] Username and password not accepted.";
    assertThat(refused(answer, Mechanism.PLAIN, account))
        .contains(
            "Gmail wants an app password or OAuth 2.0",
            "https://support.google.com/accounts/answer/185833",
            "POP has to be switched on in its settings")
        .doesNotContain("Some providers");
  }

  private static Maildrop maildrop(String... uids) {
    List<String> sizes =
        IntStream.rangeClosed(1, uids.length).mapToObj(number -> number + " 100").toList();
    List<String> listing =
        IntStream.range(0, uids.length)
            .filter(i -> !uids[i].isEmpty())
            .mapToObj(i -> i + 1 + " " + uids[i])
            .toList();
    return Maildrop.join(sizes, Optional.of(listing));
  }

  @Test
  void ordinaryUidsAreNotOdd() {
    assertThat(UidOddities.in(maildrop())).isEqualTo(Advice.NONE);
    assertThat(UidOddities.in(maildrop("1"))).isEqualTo(Advice.NONE);
    assertThat(UidOddities.in(maildrop("a", "b", "!~"))).isEqualTo(Advice.NONE);
    assertThat(UidOddities.in(maildrop("2", "1"))).isEqualTo(Advice.NONE);
  }

  @Test
  void oddUidsAreToldOf() {
    assertThat(UidOddities.in(maildrop("1", "2", "3")).said()).contains("message numbers");
    assertThat(UidOddities.in(maildrop("a", "", "")).said()).startsWith("2 messages have no uid");
    assertThat(UidOddities.in(maildrop("a", "a", "b", "b", "b", "c")).said())
        .startsWith("2 messages share the uid a, and 1 other is shared too");
    assertThat(UidOddities.in(maildrop("a b", "\u00e9")).said()).startsWith("2 uids hold blanks");
    assertThat(UidOddities.in(maildrop("x".repeat(70), "y".repeat(71))).said())
        .startsWith("1 uid is longer");
    assertThat(UidOddities.in(Maildrop.join(List.of("1 5"), Optional.empty())).said())
        .contains("no UIDL");
  }

  @Test
  void whatIsOfferedIsListedAndExplained() {
    Capabilities much =
        Capabilities.parse(
            List.of("TOP", "UIDL", "PIPELINING", "SASL PLAIN LOGIN", "EXPIRE 0", "LOGIN-DELAY 60"));
    assertThat(Offers.listed(much))
        .isEqualTo("EXPIRE LOGIN-DELAY PIPELINING SASL TOP UIDL; SASL: LOGIN PLAIN");
    assertThat(Offers.meaning(much).said())
        .contains("PIPELINING: many", "UIDL: each", "TOP: headers", "hide", "60 s between");
    assertThat(Offers.meaning(Capabilities.parse(List.of("X"))).said())
        .contains("No PIPELINING", "No UIDL announced", "No TOP:");
    assertThat(Offers.loginDelay(Capabilities.parse(List.of("LOGIN-DELAY often")))).isEmpty();
  }

  @Test
  void aChoiceIsExplainedByWhatLedToIt() {
    Capabilities sasl = Capabilities.parse(List.of("SASL PLAIN CRAM-MD5"));
    var encrypted = new Offer(sasl, Optional.empty(), channel(true));
    var open = new Offer(sasl, Optional.empty(), channel(false));
    List<Mechanism> plain = List.of(Mechanism.PLAIN);
    List<Mechanism> salted = List.of(Mechanism.SCRAM_SHA_256, Mechanism.PLAIN);
    assertThat(Offers.choice(Mechanism.SCRAM_SHA_256, salted, Accounts.work(), encrypted))
        .isEqualTo(
            "logged in by AUTH SCRAM-SHA-256, which proves the password without sending it; also"
                + " possible: plain");
    assertThat(Offers.choice(Mechanism.PLAIN, plain, Accounts.work(), encrypted))
        .isEqualTo("logged in by AUTH PLAIN, safe inside TLS");
    assertThat(
            Offers.choice(
                Mechanism.CRAM_MD5,
                List.of(Mechanism.CRAM_MD5, Mechanism.PLAIN),
                Accounts.work(),
                open))
        .isEqualTo(
            "logged in by AUTH CRAM-MD5, which proves the password without sending it; also"
                + " possible: plain");
    assertThat(Offers.choice(Mechanism.PLAIN, plain, Accounts.work("auth = ['plain']"), open))
        .isEqualTo("logged in by AUTH PLAIN, as auth in the configuration says");
    assertThat(Offers.choice(Mechanism.PLAIN, plain, Accounts.work(), open))
        .contains("anybody on the way");
    assertThat(Offers.choice(Mechanism.PLAIN, plain, Accounts.work("host = 'localhost'"), open))
        .contains("does not leave this machine");
  }

  private static Channel channel(boolean encrypted) {
    return new Channel("pop.example.com", 110, encrypted, true, Optional.empty());
  }

  private static Reach.Attempt attempt(String address, String error) {
    var where = new Reach.Address(address, address.contains(":"));
    return new Reach.Attempt(where, Duration.ofMillis(31), error);
  }

  @Test
  void addressesAreToldWithTheirFamilies() {
    var v6 = new Reach.Address("2001:db8::25", true);
    var v4 = new Reach.Address("192.0.2.25", false);
    assertThat(PlaceAdvice.addresses(Accounts.work(), List.of(v6, v4)))
        .isEqualTo("mail.example.org: 2001:db8::25, 192.0.2.25 (IPv6 and IPv4)");
    assertThat(PlaceAdvice.addresses(Accounts.work(), List.of(v6))).endsWith("(IPv6 only)");
    assertThat(PlaceAdvice.addresses(Accounts.work("host = '192.0.2.25'"), List.of(v4)))
        .isEqualTo("192.0.2.25 (IPv4 only)");
  }

  @Test
  void oneAddressThatAnswersIsEnough() {
    List<Reach.Attempt> attempts =
        List.of(
            attempt("2001:db8::25", "cannot be reached: no route to it"),
            attempt("192.0.2.25", ""));
    Step step = PlaceAdvice.ofAttempts(attempts, Accounts.work());
    assertThat(step.verdict()).isEqualTo(Verdict.NOTE);
    assertThat(step.seen())
        .isEqualTo("port 995: 2001:db8::25 cannot be reached: no route to it, 192.0.2.25 in 31 ms");
    assertThat(step.failure()).isEmpty();
    Step none = PlaceAdvice.ofAttempts(attempts.subList(0, 1), Accounts.work());
    assertThat(none.failure().map(Failure::kind)).hasValue(Kind.UNREACHABLE);
    assertThat(none.advice().said()).contains("firewall");
  }

  @Test
  void anUnknownNameIsShownAsItIsWritten() {
    var failure = new Failure(Kind.UNKNOWN_HOST, "connecting", "no address");
    assertThat(PlaceAdvice.ofName(failure, Accounts.work()).exact())
        .isEqualTo("host = \"mail.example.org\"");
  }

  @ParameterizedTest
  @CsvSource({
    "'',                                  OK",
    "LOGIN:SERVER_REFUSED,                TRY_LATER",
    "CONNECT:UNREACHABLE STATE:HELD,      TRY_LATER",
    "CONNECT:UNREACHABLE DESTINATION:CANNOT_OPEN, CANNOT_OPEN",
    "DESTINATION:CANNOT_OPEN STATE:CONFIG, CONFIG",
    "PASSWORD:NO_PASSWORD CONNECT:UNREACHABLE, UNREACHABLE",
    "PASSWORD:NO_PASSWORD LOGIN:CONFIG,   CONFIG",
    "PASSWORD:NO_PASSWORD,                LOGIN",
    "CERTIFICATE:TLS,                     UNREACHABLE",
  })
  void theStatusIsThatOfWhatASyncMeetsFirst(String bad, ExitStatus status) {
    var findings = new Findings(_ -> {});
    for (String one : bad.isEmpty() ? List.<String>of() : List.of(bad.split(" ", -1))) {
      List<String> words = List.of(one.split(":", -1));
      var failure = new Failure(Kind.valueOf(words.get(1)), "", "");
      findings.add(Step.bad(Part.valueOf(words.get(0)), failure, Advice.NONE));
    }
    assertThat(findings.status()).isEqualTo(status);
  }

  @Test
  void everyPartOfTheWayHasALabelThatFitsItsColumn() {
    assertThat(Part.values()).allMatch(part -> part.label().length() < 16);
    assertThat(Part.OFFERS_TLS.key()).isEqualTo("offers-tls");
    assertThat(Part.STARTTLS.key()).isEqualTo("starttls");
  }

  private static final Step BAD =
      Step.bad(
          Part.STARTTLS,
          new Failure(Kind.TLS, "STLS", "the server does not offer it on this port"),
          Advice.of("popfetch will not send a password over an open line.")
              .write("tls = \"implicit\"")
              .say("Then try again."));

  @Test
  void aStepIsWrittenWithSigns() {
    var sheet = new Sheet(new Look(true, false, true), 0);
    assertThat(sheet.lines(BAD))
        .containsExactly(
            "  ✘ STARTTLS        the server does not offer it on this port",
            "      popfetch will not send a password over an open line.",
            "          tls = \"implicit\"",
            "      Then try again.");
  }

  @Test
  void whatDoesNotFitIsBrokenAtBlanks() {
    var sheet = new Sheet(new Look(true, false, true), 44);
    assertThat(sheet.lines(BAD))
        .containsExactly(
            "  ✘ STARTTLS        the server does not",
            "                    offer it on this port",
            "      popfetch will not send a password",
            "      over an open line.",
            "          tls = \"implicit\"",
            "      Then try again.")
        .allMatch(line -> line.length() < 44);
  }

  @Test
  void coloursAndWordsAreThoseOfTheTerminal() {
    assertThat(new Sheet(new Look(true, true, true), 0).lines(BAD).getFirst())
        .startsWith("  \033[31m✘\033[0m STARTTLS");
    assertThat(new Sheet(new Look(true, false, false), 0).lines(BAD).getFirst())
        .startsWith("  BAD  STARTTLS");
    assertThat(Sheet.json("work", BAD).toString())
        .contains("\"step\":\"starttls\"", "\"verdict\":\"bad\"", "\"kind\":\"tls\"");
  }
}
