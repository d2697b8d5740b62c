package org.popfetch.faults.server;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How a server behaves: what it offers, and when it does wrong.
///
/// @param capabilities what CAPA lists (RFC 2449)
/// @param rules all those that fit a moment apply, in this order
/// @param manners what it does otherwise than RFC 1939 has it
public record FaultPlan(List<String> capabilities, List<Rule> rules, List<Manner> manners) {

  /// The moment when the server greets, for rules.
  public static final String GREETING = "GREETING";

  /// The moment before the server's half of a TLS handshake, for rules.
  public static final String HANDSHAKE = "HANDSHAKE";

  private static final Pattern WHOLE_BY_TOP = Pattern.compile("^TOP (\\d+) \\d{7,}$");

  /// What a server may do beside answering.
  public enum Manner {
    /// `DELE` removes the message there and then.
    DELETES_AT_ONCE,
    /// What was retrieved is not shown again once the session ended in `QUIT`, as at Gmail.
    HIDES_RETRIEVED
  }

  /// A fault, and its moment.
  ///
  /// @param moment a command as the client says it, `RETR *` for any of its kind, [#GREETING], or
  ///   [#HANDSHAKE]
  /// @param nth at which occurrence in a session; 0 for each
  record Rule(String moment, int nth, Fault fault) {
    boolean fits(String line) {
      return moment.endsWith(" *")
          ? line.startsWith(moment.substring(0, moment.length() - 1))
          : line.equals(moment);
    }
  }

  public FaultPlan {
    capabilities = List.copyOf(capabilities);
    rules = List.copyOf(rules);
    manners = List.copyOf(manners);
  }

  /// What a command is to rules: a `TOP` that asks for millions of lines is a `RETR`. That is how
  /// fetchmail retrieves what it keeps.
  static String moment(String command) {
    return WHOLE_BY_TOP.matcher(command).replaceFirst("RETR $1");
  }

  /// A server that behaves, and does not pipeline.
  public static FaultPlan none() {
    return new FaultPlan(List.of("USER", "UIDL", "TOP", "RESP-CODES"), List.of(), List.of());
  }

  /// A server that behaves, and announces PIPELINING (RFC 2449 §6.6).
  public static FaultPlan pipelining() {
    return none().offering("PIPELINING");
  }

  public FaultPlan offering(String... more) {
    return new FaultPlan(
        Stream.concat(capabilities.stream(), Stream.of(more)).toList(), rules, manners);
  }

  /// Neither announced nor known.
  public FaultPlan without(String keyword) {
    var fewer = new ArrayList<>(capabilities);
    fewer.remove(keyword);
    Fault unknown = Fault.refuses("unknown command");
    return new FaultPlan(fewer, rules, manners)
        .when(keyword, unknown)
        .when(keyword + " *", unknown);
  }

  public FaultPlan when(String moment, Fault fault) {
    return when(moment, 0, fault);
  }

  public FaultPlan when(String moment, int nth, Fault fault) {
    var more = new ArrayList<>(rules);
    more.add(new Rule(moment, nth, fault));
    return new FaultPlan(capabilities, more, manners);
  }

  public FaultPlan being(Manner manner) {
    return new FaultPlan(
        capabilities, rules, Stream.concat(manners.stream(), Stream.of(manner)).toList());
  }
}
