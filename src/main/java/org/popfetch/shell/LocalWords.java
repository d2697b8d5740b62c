package org.popfetch.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.popfetch.browse.Shown;
import org.popfetch.message.Beginning;
import org.popfetch.message.Fields;
import org.popfetch.os.DiskOutput;
import org.popfetch.os.Programs;
import org.popfetch.os.Reason;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Maildrop.Message;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;
import org.popfetch.seen.Mailbox;
import org.popfetch.seen.Seen;
import org.popfetch.session.Conversation;
import org.popfetch.session.Conversation.State;
import org.popfetch.session.Transaction;
import org.popfetch.session.Turn;

/// Does what the words of ours that look at messages ask for.
final class LocalWords {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx", Locale.ROOT);
  private static final Duration PROGRAM_TIME = Duration.ofMinutes(5);

  private final Target target;
  private final Means means;
  private final Console console;
  private final Interrupt interrupt;

  LocalWords(Target target, Means means, Console console, Interrupt interrupt) {
    this.target = target;
    this.means = means;
    this.console = console;
    this.interrupt = interrupt;
  }

  private static void demandLogin(Conversation conversation) throws Misuse {
    if (conversation.state() != State.TRANSACTION) {
      throw new Misuse("nobody is logged in");
    }
  }

  private static int number(String word) throws Misuse {
    if (!word.matches("[1-9][0-9]{0,8}")) {
      throw new Misuse(word + " is no message number");
    }
    return Integer.parseInt(word);
  }

  /// `:marked`.
  void marked(Hints hints) {
    List<String> lines = hints.marked();
    console.say(lines.isEmpty() ? List.of("nothing is marked as deleted") : lines);
  }

  /// `:headers N`, by `TOP n 0`: RETR would take the message for read.
  void headers(Conversation conversation, String word) throws Failed, Misuse {
    int number = number(word);
    demandLogin(conversation);
    byte[] header = conversation.run(transaction -> header(transaction, number));
    var fields = Fields.of(header);
    row("Date", fields.date().map(date -> DATE.format(date.atZone(means.clock().getZone()))));
    row("From", fields.from());
    row("To", fields.to());
    row("Subject", fields.subject());
    for (String name : List.of("Cc", "Reply-To", "List-Id", "Message-ID", "Content-Type")) {
      row(name, fields.text(name));
    }
  }

  private void row(String name, Optional<String> value) {
    value.ifPresent(text -> console.say("%-12s %s".formatted(name, text)));
  }

  private static byte[] header(Transaction transaction, int number) throws Failed {
    transaction.send(new Command.Top(number, 0));
    Turn turn = transaction.next();
    if (turn instanceof Turn.Body(_, _, Turn.Content content)) {
      var kept = new Beginning();
      try {
        content.drainTo(kept);
      } catch (IOException e) {
        throw new IllegalStateException("writing to memory", e);
      }
      return kept.toByteArray();
    }
    throw refused(turn);
  }

  private static Failed refused(Turn turn) {
    String said =
        turn instanceof Turn.Answer(_, Reply.Err err) ? err.toString() : turn.command().masked();
    return new Failed(
        Kind.SERVER_REFUSED, "reading the header", "the server answered \"" + said + '"', "");
  }

  /// `:save N FILE`.
  void save(Conversation conversation, String word, String name) throws Failed, Misuse {
    int number = number(word);
    demandLogin(conversation);
    Path file = path(name);
    String doing = "writing message " + number + " to " + name;
    try (OutputStream out = new DiskOutput(means.disk().create(file))) {
      if (!conversation.run(transaction -> write(transaction, number, out, doing))) {
        console.tell("the server has no TOP; it may take the message for read now");
      }
      out.flush();
      console.say("message " + number + " is in " + name);
    } catch (IOException e) {
      throw failed(Kind.CANNOT_OPEN, doing, e, file);
    }
  }

  private Path path(String name) throws Misuse {
    try {
      return means.path(name);
    } catch (InvalidPathException e) {
      throw new Misuse(name + " is no file name");
    }
  }

  private static Failed failed(Kind kind, String doing, IOException e, Path file) {
    return new Failed(new Failure(kind, doing, Reason.of(e, file), ""), e);
  }

  /// Writes a message as `show` does.
  ///
  /// @return whether the server was kept from taking it for read
  private boolean write(Transaction transaction, int number, OutputStream out, String doing)
      throws Failed {
    try {
      var message = new Message(number, -1, Optional.empty());
      return !Shown.write(transaction, message, false, new Interruptible(out));
    } catch (IOException e) {
      transaction.skip();
      throw new Failed(
          new Failure(
              Kind.DELIVERY, doing, String.valueOf(e.getMessage()), "what is there is not all"),
          e);
    }
  }

  /// Takes no more after Ctrl-C.
  private final class Interruptible extends OutputStream {
    private final OutputStream next;

    Interruptible(OutputStream next) {
      this.next = next;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      if (interrupt.struck()) {
        throw new IOException("interrupted");
      }
      next.write(octets, from, length);
    }
  }

  /// `:pipe N PROGRAM ARG…`: the program gets the whole message as its standard input, never a part
  /// of it.
  void pipe(Conversation conversation, List<String> arguments) throws Failed, Misuse {
    int number = number(arguments.getFirst());
    List<String> argv = arguments.subList(1, arguments.size());
    demandLogin(conversation);
    String doing = "giving message " + number + " to " + argv.getFirst();
    try {
      Path spool = Files.createTempFile("popfetch-", ".eml");
      try {
        try (OutputStream out = Files.newOutputStream(spool)) {
          conversation.run(transaction -> write(transaction, number, out, doing));
        }
        tell(run(argv, spool), argv.getFirst(), doing);
      } finally {
        Files.deleteIfExists(spool);
      }
    } catch (IOException e) {
      throw new Failed(new Failure(Kind.DELIVERY, doing, Reason.of(e), ""), e);
    }
  }

  private Programs.Ended run(List<String> argv, Path spool) throws IOException {
    return means
        .programs()
        .run(new Programs.Order(argv, Map.of(), Optional.of(spool), PROGRAM_TIME));
  }

  private void tell(Programs.Ended ended, String program, String doing) throws Failed {
    console.say(printed(ended.output()).toList());
    printed(ended.errors()).forEach(console::tell);
    if (ended.timedOut()) {
      throw new Failed(Kind.DELIVERY, doing, "it was stopped after 5 minutes", "");
    }
    if (ended.status() != 0) {
      throw new Failed(Kind.DELIVERY, doing, program + " exited with " + ended.status(), "");
    }
  }

  private static Stream<String> printed(ServerText text) {
    return text.latin1().lines().map(line -> new ServerText(line).whole());
  }

  /// `:plan`.
  void plan(Conversation conversation) throws Failed, Misuse {
    if (!target.configured()) {
      throw new Misuse("no account of the configuration is open here, so nothing would be done");
    }
    demandLogin(conversation);
    var account = target.account();
    Mailbox mailbox = Mailbox.of(account);
    means.state().demandNotRenamed(account.name(), mailbox, means.configured());
    Seen seen = means.state().peek(account.name(), mailbox);
    List<String> lines =
        conversation.run(
            transaction -> Outlook.of(transaction, account, seen, means.clock().instant()));
    if (interrupt.struck()) {
      console.tell("stopped");
      return;
    }
    console.say(lines);
    if (!conversation.marked().isEmpty()) {
      console.tell("what is marked as deleted here is left out");
    }
  }

  /// `:source FILE`: its lines.
  List<String> source(String name) throws Failed, Misuse {
    Path file = path(name);
    try {
      if (Files.isRegularFile(file) && Files.size(file) > 1_000_000) {
        throw new Misuse(name + " is larger than 1 MB");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw failed(Kind.CANNOT_OPEN, "reading " + name, e, file);
    }
  }

  /// `:help`, `:help COMMAND`.
  void help(List<String> arguments) throws Misuse {
    if (arguments.isEmpty()) {
      console.say(Help.all(console.columns()));
    } else {
      List<String> lines =
          Help.about(arguments.getFirst())
              .orElseThrow(() ->
                  new Misuse(
                      "nothing is known of "
                          + arguments.getFirst()
                          + "; the server may know more"));
      console.say(Help.fitting(lines, console.columns()));
    }
  }
}
