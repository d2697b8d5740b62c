package org.popfetch.doctor;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.popfetch.account.Account;
import org.popfetch.account.Server;
import org.popfetch.report.Amount;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;
import org.popfetch.wire.Reach;

/// What is seen of a host and its maildrop, and what to do when they are not there.
final class PlaceAdvice {
  private PlaceAdvice() {}

  /// What the failure itself advises, as a sentence.
  static Advice next(Failure failure) {
    String next = failure.next();
    if (next.startsWith("chmod ")) {
      return Advice.of("It is for your eyes only:").write(next);
    }
    return next.isEmpty()
        ? Advice.NONE
        : Advice.of(Character.toUpperCase(next.charAt(0)) + next.substring(1) + ".");
  }

  static Advice ofName(Failure failure, Account account) {
    return failure.kind() == Kind.UNKNOWN_HOST
        ? Advice.of("No name server knows this host. Is it spelt right?")
            .write("host = \"" + account.server().host() + '"')
        : Advice.of("Is this machine online? The next sync tries again.");
  }

  /// "mail.example.org: 2001:db8::25, 192.0.2.25"; of an address that stands for itself, which
  /// family it is of.
  static String addresses(Account account, List<Reach.Address> addresses) {
    String all = addresses.stream().map(Reach.Address::text).collect(Collectors.joining(", "));
    long v6 = addresses.stream().filter(Reach.Address::v6).count();
    String families =
        v6 == 0 ? "IPv4 only" : v6 == addresses.size() ? "IPv6 only" : "IPv6 and IPv4";
    return (all.equals(account.server().host()) ? all : account.server().host() + ": " + all)
        + " ("
        + families
        + ")";
  }

  static Step ofAttempts(List<Reach.Attempt> attempts, Account account) {
    List<Reach.Attempt> failed = attempts.stream().filter(one -> !one.succeeded()).toList();
    if (failed.size() == attempts.size()) {
      var failure =
          new Failure(Kind.UNREACHABLE, "connecting", port(account) + ": " + told(attempts), "");
      return Step.bad(Part.CONNECT, failure, unreachable(attempts, account.server()));
    }
    Advice others =
        failed.isEmpty()
            ? Advice.NONE
            : Advice.of(
                "A sync goes on with the address that answers; the other one costs it a quarter of"
                    + " a second.");
    return Step.noted(Part.CONNECT, port(account) + ": " + told(attempts), others);
  }

  private static String port(Account account) {
    return "port " + account.server().port();
  }

  private static String told(List<Reach.Attempt> attempts) {
    return attempts.stream()
        .map(one ->
            one.address().text() + ' ' + (one.succeeded() ? "in " + time(one.took()) : one.error()))
        .collect(Collectors.joining(", "));
  }

  /// "31 ms", "1 s".
  static String time(Duration took) {
    return took.toMillis() < 950 ? took.toMillis() + " ms" : Amount.time(took);
  }

  private static Advice unreachable(List<Reach.Attempt> attempts, Server server) {
    return attempts.stream().anyMatch(one -> one.error().startsWith("refused"))
        ? Advice.of("The machine is there, but nothing listens on that port: check host and port.")
            .say(usualPort(server))
        : Advice.of(
            "The name is known, but nobody answers. Is this machine online? Is a firewall in"
                + " between? Are host and port right?");
  }

  /// Where the port is a choice of the user's own (RFC 1939 §3, RFC 8314 §7.3).
  private static String usualPort(Server server) {
    int usual = server.tls().mode().port();
    return server.port() == usual
        ? ""
        : "With tls = \""
            + server.tls().mode().word()
            + "\" servers usually listen on port "
            + usual
            + ".";
  }

  static Advice ofMaildrop(Failure failure) {
    return failure.kind() == Kind.CONFIG
        ? Advice.of("With this server messages can be fetched only when each is deleted then:")
            .write("keep = false")
        : next(failure);
  }
}
