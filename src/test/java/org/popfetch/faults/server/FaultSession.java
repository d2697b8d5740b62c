package org.popfetch.faults.server;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.popfetch.account.Tls;
import org.popfetch.faults.server.Fault.Breaks;
import org.popfetch.faults.server.FaultPlan.Rule;

/// One client, from its greeting to its end: proper answers, and what the plan makes of them.
final class FaultSession {
  private final FaultServer server;
  private final Line line;
  private final Conversation conversation;
  private final Map<Rule, Integer> occurrences = new HashMap<>();

  FaultSession(FaultServer server, Line line) {
    this.server = server;
    this.line = line;
    boolean stls = server.protection().mode() == Tls.Mode.STARTTLS;
    this.conversation = new Conversation(server.mailbox(), stls);
  }

  void run() throws IOException {
    boolean open = server.protection().mode() != Tls.Mode.IMPLICIT || beginTls();
    open = open && say(FaultPlan.GREETING, () -> Answer.ok("ready"));
    while (open) {
      Optional<String> said = line.read();
      said.ifPresent(server::heard);
      if (line.hasMore()) {
        server.heardMore();
      }
      open = said.isPresent() && obey(said.get());
    }
  }

  /// A proper answer, made when it is clear that the command is to have its effect.
  private interface Answering {
    Answer answer();
  }

  private boolean obey(String command) throws IOException {
    return say(FaultPlan.moment(command), () -> conversation.answer(command, server.plan()));
  }

  /// @return whether the session goes on
  private boolean say(String moment, Answering proper) throws IOException {
    List<Fault> faults = faultsOf(moment);
    Optional<String> instead = instead(faults);
    Answer answer = instead.isPresent() ? Answer.ok("") : proper.answer();
    boolean stuffed = faults.stream().noneMatch(Fault.DoesNotStuff.class::isInstance);
    String octets = instead.orElseGet(() -> answer.octets(stuffed));
    for (Fault fault : faults) {
      octets = altered(octets, fault);
    }
    boolean open = send(octets, faults) && answer.then() != Answer.Then.END;
    return open && (answer.then() != Answer.Then.BEGIN_TLS || beginTls());
  }

  private List<Fault> faultsOf(String moment) {
    return server.plan().rules().stream()
        .filter(rule -> rule.fits(moment))
        .filter(this::isDue)
        .map(Rule::fault)
        .toList();
  }

  private boolean isDue(Rule rule) {
    int occurrence = occurrences.merge(rule, 1, Integer::sum);
    return rule.nth() == 0 || rule.nth() == occurrence;
  }

  private static Optional<String> instead(List<Fault> faults) {
    return faults.stream()
        .filter(Fault.Says.class::isInstance)
        .map(fault -> ((Fault.Says) fault).octets())
        .findFirst();
  }

  private static String altered(String octets, Fault fault) {
    return switch (fault) {
      case Fault.Adds(String more) -> octets + more;
      case Fault.Alters(var change) -> change.apply(octets);
      case Fault.Says _, Fault.DoesNotStuff _, Breaks _, Fault.Floods _ -> octets;
    };
  }

  private boolean send(String octets, List<Fault> faults) throws IOException {
    for (Fault fault : faults) {
      if (fault instanceof Breaks(int after, Fault.Ending ending)) {
        int cut = Math.min(after, octets.length());
        line.write(octets.substring(0, cut));
        return end(ending, octets.substring(cut));
      }
      if (fault instanceof Fault.Floods(String more)) {
        line.write(octets);
        while (true) { // until the client closes, which makes this throw
          line.write(more);
        }
      }
    }
    line.write(octets);
    return true;
  }

  /// @return whether the session goes on after that
  private boolean end(Fault.Ending ending, String rest) throws IOException {
    switch (ending) {
      case FIN -> line.fin();
      case CLOSE_NOTIFY -> line.close();
      case RESET -> line.reset();
      case TRICKLE -> line.trickle(rest);
      case SILENCE -> {
        server.awaitRelease();
        line.write(rest);
      }
    }
    return ending == Fault.Ending.TRICKLE || ending == Fault.Ending.SILENCE;
  }

  private boolean beginTls() throws IOException {
    if (!send("", faultsOf(FaultPlan.HANDSHAKE))) {
      return false;
    }
    line.beginTls(server.tls());
    return true;
  }
}
