package org.popfetch.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;

/// A whole session that fetches everything, and the story of it in lines.
final class Visit {
  private static final int SHOWN = 120;

  private final StringBuilder story = new StringBuilder();

  static String to(int port, Setup setup) {
    return new Visit().tell(port, setup);
  }

  private String tell(int port, Setup setup) {
    try (Transaction transaction = setup.open(port)) {
      try {
        say(
            (transaction.pipelining() ? "pipelined: " : "in lock-step: ")
                + transaction.capabilities());
        fetch(transaction);
        say("quit: " + shown(transaction.quit()));
      } catch (Failed e) {
        say("failed: " + e.failure().kind() + " " + e.failure());
        say("suspicion: " + transaction.suspicion());
      }
    } catch (Failed e) {
      say("failed: " + e.failure().kind() + " " + e.failure());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return story.toString().replace(":" + port, ":PORT").replace(" \n", "\n");
  }

  private void fetch(Transaction transaction) throws Failed, IOException {
    Maildrop maildrop = transaction.maildrop();
    say("maildrop of " + maildrop.messages().size() + (maildrop.hasUidl() ? "" : ", no UIDL"));
    Queue<Command> wanted = new ArrayDeque<>();
    for (Maildrop.Message message : maildrop.messages()) {
      say(
          "%d: %d octets, uid %s"
              .formatted(
                  message.number(),
                  message.octets(),
                  message.uid().map(Object::toString).orElse("unknown")));
      wanted.add(new Command.Retr(message.number()));
    }
    var pipeline = new Pipeline(transaction, maildrop);
    while (pipeline.isBusy() || !wanted.isEmpty()) {
      while (!wanted.isEmpty() && pipeline.hasRoom()) {
        pipeline.send(wanted.remove());
      }
      if (wanted.isEmpty()) {
        pipeline.fence();
      }
      var turn = pipeline.next();
      if (turn.isPresent()) {
        take(turn.get());
      }
      pipeline.credited().forEach(command -> say("credited: " + command.line()));
    }
  }

  private void take(Turn turn) throws Failed, IOException {
    switch (turn) {
      case Turn.Answer(Command command, var reply) -> say(command.line() + ": " + shown(reply));
      case Turn.Body(Command command, _, Turn.Content content) -> {
        var out = new ByteArrayOutputStream();
        long octets = content.drainTo(out);
        String text = out.toString(ISO_8859_1);
        say(
            "%s: %d octets: %s"
                .formatted(
                    command.line(),
                    octets,
                    new ServerText(text.substring(0, Math.min(SHOWN, text.length())))));
      }
    }
  }

  private static String shown(Reply reply) {
    return switch (reply) {
      case Reply.Ok(ServerText text) -> ("+OK " + text).strip();
      case Reply.Err err -> err.toString();
      case Reply.Challenge(ServerText text) -> "+ " + text;
      case Reply.Unintelligible(ServerText text) -> "? " + text;
    };
  }

  private void say(String line) {
    story.append(line).append('\n');
  }
}
