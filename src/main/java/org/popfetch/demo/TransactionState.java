package org.popfetch.demo;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The TRANSACTION and the UPDATE state (RFC 1939 §5 and §6): a maildrop as it was when the session
/// locked it, and the marks of what QUIT is to remove.
final class TransactionState implements AutoCloseable {

  private final DemoMailbox mailbox;
  private final List<DemoMailbox.Entry> entries;
  private final BitSet deleted = new BitSet();
  private boolean locked = true;

  /// @param mailbox locked by the caller; unlocked by [#close] or by QUIT
  TransactionState(DemoMailbox mailbox) {
    this.mailbox = mailbox;
    this.entries = mailbox.entries();
  }

  ServerReply answer(ClientCommand command) {
    return switch (command) {
      case ClientCommand.Capa() -> Capabilities.of(false);
      case ClientCommand.Stat() -> ServerReply.ok(count() + " " + octets());
      case ClientCommand.List(var number) -> listing(number, "sizes follow", this::scan);
      case ClientCommand.Uidl(var number) -> listing(number, "unique-ids follow", this::uniqueId);
      case ClientCommand.Retr(var number) -> content(number, ServerReply.Content.WHOLE);
      case ClientCommand.Top(var number, var lines) -> content(number, lines);
      case ClientCommand.Dele(var number) -> delete(number);
      case ClientCommand.Noop() -> ServerReply.ok("");
      case ClientCommand.Rset() -> reset();
      case ClientCommand.Quit() -> update();
      case ClientCommand.Malformed(var why) -> ServerReply.err(why);
      case ClientCommand.User _,
          ClientCommand.Pass _,
          ClientCommand.Apop _,
          ClientCommand.Auth _,
          ClientCommand.Stls _ ->
          ServerReply.err("logged in already");
    };
  }

  /// Ends the session without the UPDATE state: nothing is removed.
  @Override
  public void close() {
    if (locked) {
      locked = false;
      mailbox.unlock();
    }
  }

  private int count() {
    return entries.size() - deleted.cardinality();
  }

  private long octets() {
    return numbers().mapToLong(n -> entry(n).message().size()).sum();
  }

  /// The numbers of all messages that are not marked.
  private IntStream numbers() {
    return IntStream.rangeClosed(1, entries.size()).filter(n -> !deleted.get(n));
  }

  private boolean exists(int number) {
    return number >= 1 && number <= entries.size() && !deleted.get(number);
  }

  private DemoMailbox.Entry entry(int number) {
    return entries.get(number - 1);
  }

  private String scan(int number) {
    return number + " " + entry(number).message().size();
  }

  private String uniqueId(int number) {
    return number + " " + entry(number).uid();
  }

  private ServerReply listing(OptionalInt number, String title, IntFunction<String> line) {
    if (number.isEmpty()) {
      return new ServerReply.Listing("+OK " + title, numbers().mapToObj(line).toList());
    }
    int n = number.getAsInt();
    return exists(n) ? ServerReply.ok(line.apply(n)) : noSuch();
  }

  private ServerReply content(int number, long bodyLines) {
    if (!exists(number)) {
      return noSuch();
    }
    DemoMessage message = entry(number).message();
    return new ServerReply.Content("+OK " + message.size() + " octets", message, bodyLines);
  }

  private ServerReply delete(int number) {
    if (!exists(number)) {
      return noSuch();
    }
    deleted.set(number);
    return ServerReply.ok("marked");
  }

  private ServerReply reset() {
    deleted.clear();
    return ServerReply.ok(count() + " messages, none marked");
  }

  /// Removes and unlocks *before* the answer is sent, so that a client that has read it finds the
  /// maildrop free.
  private ServerReply update() {
    mailbox.expunge(deleted.stream().mapToObj(this::entry).toList());
    close();
    return new ServerReply.Goodbye("+OK bye, " + deleted.cardinality() + " removed");
  }

  private static ServerReply noSuch() {
    return ServerReply.err("no such message");
  }
}
