package org.popfetch.login;

import static org.popfetch.account.Mechanism.APOP;
import static org.popfetch.account.Mechanism.CRAM_MD5;
import static org.popfetch.account.Mechanism.LOGIN;
import static org.popfetch.account.Mechanism.PLAIN;
import static org.popfetch.account.Mechanism.USER;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.popfetch.account.Mechanism;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;

/// Chooses the mechanisms to try, in order.
///
/// | line | order |
/// | --- | --- |
/// | TLS | PLAIN, `USER`, LOGIN; only where none of these is offered CRAM-MD5, `APOP` |
/// | open | CRAM-MD5, `APOP`, then the above if a readable password is allowed |
///
/// Inside TLS the MD5 mechanisms protect nothing, and oblige the server to keep the password
/// itself.
public final class Choice {
  private static final List<Mechanism> READABLE = List.of(PLAIN, USER, LOGIN);
  private static final List<Mechanism> DIGESTED = List.of(CRAM_MD5, APOP);

  private Choice() {}

  /// The mechanisms to try, at least one.
  ///
  /// @param wanted the user's own list and order; empty: the usual. What is on it is tried even
  ///   where the server does not announce it, unless it announces another one of the list
  /// @throws Failed `CONFIG` when the only way would show the password on an open line, or the
  ///   user's list holds nothing that this server can do; `LOGIN_REFUSED` when the server offers
  ///   nothing that popfetch knows
  public static List<Mechanism> of(Offer offer, List<Mechanism> wanted) throws Failed {
    List<Mechanism> possible = wanted.isEmpty() ? usual(offer) : asWanted(offer, wanted);
    if (possible.isEmpty()) {
      throw wanted.isEmpty()
          ? failed(Kind.LOGIN_REFUSED, "the server offers only " + sasl(offer), "")
          : failed(
              Kind.CONFIG,
              "auth names nothing that this server can do",
              "it offers " + keys(usual(offer)));
    }
    List<Mechanism> safe =
        possible.stream().filter(m -> offer.mayReveal() || !m.revealsPassword()).toList();
    if (safe.isEmpty()) {
      throw failed(
          Kind.CONFIG,
          "the password would cross the network readable by anybody, and was not sent",
          "write tls = \"implicit\" or \"starttls\", or allow-plaintext = true if you must");
    }
    return safe;
  }

  private static List<Mechanism> usual(Offer offer) {
    List<Mechanism> readable = READABLE.stream().filter(offer::has).toList();
    List<Mechanism> digested = DIGESTED.stream().filter(offer::has).toList();
    if (!offer.encrypted()) {
      return Stream.concat(digested.stream(), readable.stream()).toList();
    }
    return readable.isEmpty() ? digested : readable;
  }

  private static List<Mechanism> asWanted(Offer offer, List<Mechanism> wanted) {
    List<Mechanism> offered = wanted.stream().filter(offer::has).toList();
    // Without a timestamp there is nothing to make an APOP digest of.
    return offered.isEmpty() ? wanted.stream().filter(m -> m != APOP).toList() : offered;
  }

  private static String sasl(Offer offer) {
    return offer.capabilities().sasl().stream()
        .sorted()
        .map(name -> new ServerText(name).toString())
        .collect(Collectors.joining(", "));
  }

  private static String keys(List<Mechanism> mechanisms) {
    return mechanisms.stream().map(Mechanism::key).collect(Collectors.joining(", "));
  }

  private static Failed failed(Kind kind, String cause, String next) {
    return new Failed(kind, "logging in", cause, next);
  }
}
