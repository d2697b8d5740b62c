package org.popfetch.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.popfetch.account.Account;
import org.popfetch.account.Mechanism;
import org.popfetch.login.Offer;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.ServerText;

/// What a server announces, and what follows from it for popfetch.
final class Offers {
  private Offers() {}

  /// The announcement in one line, with the mechanisms that it names for a login.
  static String listed(Capabilities capabilities) {
    if (!capabilities.isKnown()) {
      return "nothing (the server has no CAPA)";
    }
    String sasl =
        capabilities.sasl().stream()
            .sorted()
            .map(name -> new ServerText(name).toString())
            .collect(Collectors.joining(" "));
    return capabilities + (sasl.isEmpty() ? "" : "; SASL: " + sasl);
  }

  /// What the announcement means for a sync.
  static Advice meaning(Capabilities capabilities) {
    Advice meaning =
        Advice.of(pipelining(capabilities)).say(uidl(capabilities)).say(top(capabilities));
    if (capabilities.hidesRetrieved()) {
      meaning =
          meaning.say(
              "It may hide what was retrieved once: where a message did not arrive safely,"
                  + " popfetch leaves without QUIT.");
    }
    return meaning.say(loginDelay(capabilities).orElse(""));
  }

  private static String pipelining(Capabilities capabilities) {
    return capabilities.pipelining()
        ? "PIPELINING: many messages are asked for at once."
        : "No PIPELINING: one message is asked for at a time, which is slow over a long way.";
  }

  private static String uidl(Capabilities capabilities) {
    return capabilities.has("UIDL")
        ? "UIDL: each message has a name that stays, so none is fetched twice."
        : "No UIDL announced: it is tried all the same.";
  }

  private static String top(Capabilities capabilities) {
    return capabilities.has("TOP")
        ? "TOP: headers can be compared before anything is deleted."
        : capabilities.isKnown()
            ? "No TOP: what an earlier run delivered is retrieved again before it is deleted."
            : "No TOP announced: it is tried all the same.";
  }

  /// The seconds that have to pass between logins (RFC 2449 §6.5).
  static Optional<String> loginDelay(Capabilities capabilities) {
    List<String> arguments = capabilities.all().getOrDefault("LOGIN-DELAY", List.of());
    return arguments.stream()
        .findFirst()
        .filter(seconds -> seconds.matches("[1-9]\\d{0,8}"))
        .map(seconds -> "LOGIN-DELAY: it wants " + seconds + " s between two logins.");
  }

  /// How the login went, and why in this way.
  ///
  /// @param order the mechanisms that could have been tried, in their order
  static String choice(Mechanism used, List<Mechanism> order, Account account, Offer offer) {
    List<Mechanism> others = order.stream().filter(one -> one != used).toList();
    return "logged in by "
        + spoken(used)
        + ", "
        + why(used, account, offer)
        + (others.isEmpty() ? "" : "; also possible: " + keys(others));
  }

  private static String spoken(Mechanism used) {
    return used == Mechanism.USER
        ? "USER and PASS"
        : (used == Mechanism.APOP ? "" : "AUTH ") + used.key().toUpperCase(Locale.ROOT);
  }

  private static String why(Mechanism used, Account account, Offer offer) {
    if (!account.login().auth().isEmpty()) {
      return "as auth in the configuration says";
    }
    if (!used.revealsPassword()) {
      return "which proves the password without sending it";
    }
    if (offer.channel().encrypted()) {
      return "safe inside TLS";
    }
    return account.server().isLoopback()
        ? "without TLS, but the password does not leave this machine"
        : "without TLS: anybody on the way can read the password";
  }

  private static String keys(List<Mechanism> order) {
    return order.stream().map(Mechanism::key).collect(Collectors.joining(", "));
  }
}
