package org.popfetch.login;

import static org.popfetch.account.Mechanism.APOP;
import static org.popfetch.account.Mechanism.CRAM_MD5;
import static org.popfetch.account.Mechanism.LOGIN;
import static org.popfetch.account.Mechanism.PLAIN;
import static org.popfetch.account.Mechanism.SCRAM_SHA_1;
import static org.popfetch.account.Mechanism.SCRAM_SHA_1_PLUS;
import static org.popfetch.account.Mechanism.SCRAM_SHA_256;
import static org.popfetch.account.Mechanism.SCRAM_SHA_256_PLUS;
import static org.popfetch.account.Mechanism.USER;

import java.util.List;
import java.util.stream.Collectors;
import org.popfetch.account.Mechanism;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;

/// Chooses the mechanisms to try, in order.
///
/// | channel | order |
/// | --- | --- |
/// | TLS | SCRAM, PLAIN, `USER`, LOGIN; only where none of these is offered CRAM-MD5, `APOP` |
/// | open | SCRAM, CRAM-MD5, `APOP`, then the others if a readable password is allowed |
///
/// Where SCRAM can be bound to the TLS connection (`-PLUS`), it alone is tried: what came after it
/// would open the way that the binding closes.
///
/// Inside TLS the MD5 mechanisms protect nothing, and oblige the server to keep the password
/// itself. What takes something else than a password, and DIGEST-MD5, has to be asked for.
public final class Choice {
  private static final List<Mechanism> BOUND = List.of(SCRAM_SHA_256_PLUS, SCRAM_SHA_1_PLUS);
  private static final List<Mechanism> SALTED = List.of(SCRAM_SHA_256, SCRAM_SHA_1);
  private static final List<Mechanism> READABLE = List.of(PLAIN, USER, LOGIN);
  private static final List<Mechanism> DIGESTED = List.of(CRAM_MD5, APOP);

  private Choice() {}

  /// The mechanisms to try, at least one.
  ///
  /// @param wanted the user's own list and order; empty: the usual. Where the server announces no
  ///   SASL at all, what is on it is tried all the same
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
              "auth names " + keys(wanted) + "; the server offers " + all(offer),
              "nothing was sent; name another one in auth, or leave it out");
    }
    List<Mechanism> safe =
        possible.stream().filter(m -> offer.channel().mayReveal() || !m.revealsPassword()).toList();
    if (safe.isEmpty()) {
      throw failed(
          Kind.CONFIG,
          "the password would cross the network readable by anybody, and was not sent",
          "write tls = \"implicit\" or \"starttls\", or allow-plaintext = true if you must");
    }
    return safe;
  }

  private static List<Mechanism> usual(Offer offer) {
    List<Mechanism> bound = offered(offer, BOUND);
    if (!bound.isEmpty()) {
      return bound;
    }
    List<Mechanism> salted = offered(offer, SALTED);
    List<Mechanism> readable = offered(offer, READABLE);
    List<Mechanism> digested = offered(offer, DIGESTED);
    if (!offer.channel().encrypted()) {
      return joined(List.of(salted, digested, readable));
    }
    List<Mechanism> simple = joined(List.of(salted, readable));
    return simple.isEmpty() ? digested : simple;
  }

  private static List<Mechanism> offered(Offer offer, List<Mechanism> mechanisms) {
    return mechanisms.stream().filter(offer::has).toList();
  }

  private static List<Mechanism> joined(List<List<Mechanism>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }

  private static List<Mechanism> asWanted(Offer offer, List<Mechanism> wanted) {
    List<Mechanism> offered = offered(offer, wanted);
    return offered.isEmpty()
        ? wanted.stream().filter(mechanism -> isPossible(mechanism, offer)).toList()
        : offered;
  }

  /// Without a timestamp there is nothing to make an APOP digest of, without TLS nothing to bind
  /// to. A server that lists what it has (RFC 5034 §3) has nothing else, but that `USER` is older
  /// than all lists.
  private static boolean isPossible(Mechanism mechanism, Offer offer) {
    return mechanism == USER
        || (mechanism != APOP
            && !offer.capabilities().has("SASL")
            && (offer.channel().binding().isPresent() || !BOUND.contains(mechanism)));
  }

  /// Whatever it offers, also what has to be asked for, and what nobody here knows.
  private static String all(Offer offer) {
    List<Mechanism> known = offered(offer, List.of(Mechanism.values()));
    return known.isEmpty() ? sasl(offer) : keys(known);
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
