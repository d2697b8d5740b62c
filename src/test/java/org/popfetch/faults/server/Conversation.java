package org.popfetch.faults.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.popfetch.faults.server.FaultPlan.Manner;

/// One session as RFC 1939 has it: commands in, proper answers out. Knows no socket and no fault.
final class Conversation {
  private final Mailbox mailbox;
  private final boolean offersStls;
  private List<Letter> listed = List.of();
  private final Set<Integer> deleted = new HashSet<>();
  private final Set<Integer> retrieved = new HashSet<>();
  private boolean loggedIn;

  Conversation(Mailbox mailbox, boolean offersStls) {
    this.mailbox = mailbox;
    this.offersStls = offersStls;
  }

  Answer answer(String line, FaultPlan plan) {
    String[] words = line.strip().split(" +", -1);
    return switch (words[0]) {
      case "CAPA" -> capabilities(plan);
      case "STLS" -> offersStls ? Answer.ok("begin").and(Answer.Then.BEGIN_TLS) : unknown();
      case "QUIT" -> quit(plan);
      case "USER" -> Answer.ok("send PASS");
      case "PASS" -> logIn();
      case String keyword -> loggedIn ? transaction(keyword, words, plan) : unknown();
    };
  }

  private Answer capabilities(FaultPlan plan) {
    var all = new ArrayList<>(plan.capabilities());
    if (offersStls) {
      all.add("STLS");
    }
    return Answer.body("capabilities", String.join("\r\n", all));
  }

  private Answer logIn() {
    loggedIn = true;
    listed = mailbox.letters();
    return Answer.ok("maildrop ready");
  }

  private Answer transaction(String keyword, String[] words, FaultPlan plan) {
    return switch (keyword) {
      case "STAT" -> Answer.ok(remaining().count() + " " + octets());
      case "LIST" -> listing(words, Letter::listed);
      case "UIDL" -> listing(words, Letter::uid);
      case "RETR" -> retrieve(words);
      case "TOP" -> top(words);
      case "DELE" -> delete(words, plan);
      case "NOOP" -> Answer.ok("");
      case "RSET" -> reset();
      default -> unknown();
    };
  }

  private IntStream remaining() {
    return IntStream.rangeClosed(1, listed.size()).filter(n -> !deleted.contains(n));
  }

  private long octets() {
    return remaining().mapToLong(n -> letter(n).octets().length()).sum();
  }

  private Letter letter(int number) {
    return listed.get(number - 1);
  }

  private boolean isThere(String[] words) {
    return words.length > 1
        && words[1].matches("\\d{1,9}")
        && remaining().anyMatch(n -> n == Integer.parseInt(words[1]));
  }

  private Answer listing(String[] words, Function<Letter, String> what) {
    if (words.length == 1) {
      return Answer.body(
          "listing follows",
          remaining()
              .mapToObj(n -> n + " " + what.apply(letter(n)) + "\r\n")
              .collect(Collectors.joining()));
    }
    return isThere(words)
        ? Answer.ok(words[1] + " " + what.apply(letter(Integer.parseInt(words[1]))))
        : noSuch();
  }

  private Answer retrieve(String[] words) {
    if (!isThere(words)) {
      return noSuch();
    }
    int number = Integer.parseInt(words[1]);
    retrieved.add(number);
    return Answer.body("here it is", letter(number).octets());
  }

  private Answer top(String[] words) {
    return isThere(words) && words.length > 2
        ? Answer.body("its top", letter(Integer.parseInt(words[1])).top(Integer.parseInt(words[2])))
        : noSuch();
  }

  private Answer delete(String[] words, FaultPlan plan) {
    if (!isThere(words)) {
      return noSuch();
    }
    int number = Integer.parseInt(words[1]);
    deleted.add(number);
    if (plan.manners().contains(Manner.DELETES_AT_ONCE)) {
      mailbox.remove(List.of(letter(number)));
    }
    return Answer.ok("marked");
  }

  private Answer reset() {
    deleted.clear();
    return Answer.ok("none marked");
  }

  /// The UPDATE state (RFC 1939 §6).
  private Answer quit(FaultPlan plan) {
    var gone = new HashSet<>(deleted);
    if (plan.manners().contains(Manner.HIDES_RETRIEVED)) {
      gone.addAll(retrieved);
    }
    mailbox.remove(gone.stream().map(this::letter).toList());
    return Answer.ok("bye").and(Answer.Then.END);
  }

  private static Answer unknown() {
    return Answer.err("unknown command");
  }

  private static Answer noSuch() {
    return Answer.err("no such message");
  }
}
