package org.popfetch.shell;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.popfetch.browse.Head;
import org.popfetch.browse.Heads;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Maildrop.Message;
import org.popfetch.report.Amount;
import org.popfetch.report.Failed;
import org.popfetch.session.Conversation;
import org.popfetch.session.Conversation.Expecting;
import org.popfetch.session.Conversation.State;

/// What tells one message from another at a prompt: size, author, subject. Asked for when they are
/// first wanted, and kept for the session; a maildrop does not change under its holder (RFC 1939
/// §5).
final class Hints {
  /// The most headers that are asked for at a time.
  private static final int MOST_HEADERS = 40;

  private final Conversation conversation;
  private @Nullable Maildrop maildrop;
  private final Map<Integer, Head> heads = new HashMap<>();
  private boolean hasTop = true;

  Hints(Conversation conversation) {
    this.conversation = conversation;
  }

  /// The messages whose number begins so, each with its hint; nothing when nobody is logged in, or
  /// the server does not list them.
  Map<Integer, String> beginningWith(String digits) {
    if (conversation.state() != State.TRANSACTION
        || conversation.expecting() != Expecting.COMMAND) {
      return Map.of();
    }
    try {
      List<Integer> numbers =
          listed().messages().stream()
              .map(Message::number)
              .filter(number -> !conversation.marked().contains(number))
              .filter(number -> Integer.toString(number).startsWith(digits))
              .toList();
      return hints(numbers);
    } catch (Failed e) {
      return Map.of();
    }
  }

  private Map<Integer, String> hints(Collection<Integer> numbers) throws Failed {
    learn(numbers);
    Map<Integer, String> hints = new TreeMap<>();
    numbers.forEach(number -> hints.put(number, joined(List.of(size(number), author(number)))));
    return hints;
  }

  /// Learns about a message before it is marked as deleted: the server shows it no more then (RFC
  /// 1939 §5). What it refuses to tell stays unknown.
  ///
  /// @throws Failed when the connection was lost
  void remember(int number) throws Failed {
    if (conversation.state() != State.TRANSACTION || conversation.marked().contains(number)) {
      return;
    }
    try {
      learn(List.of(number));
    } catch (Failed e) {
      if (conversation.state() == State.CLOSED) {
        throw e;
      }
    }
  }

  /// A line for each message that is marked as deleted: number, size, uid, author, subject, as far
  /// as they are known.
  List<String> marked() {
    return new TreeSet<>(conversation.marked())
        .stream()
            .map(number ->
                "%3d  %s"
                    .formatted(number, joined(List.of(size(number), uid(number), author(number))))
                    .stripTrailing())
            .toList();
  }

  private Maildrop listed() throws Failed {
    Maildrop known = maildrop;
    if (known == null) {
      known = conversation.run(transaction -> transaction.maildrop());
      maildrop = known;
    }
    return known;
  }

  /// Asks for the headers that are missing: a few, and none of what is marked as deleted, which the
  /// server shows no more.
  private void learn(Collection<Integer> numbers) throws Failed {
    Maildrop all = listed();
    List<Integer> wanted =
        numbers.stream()
            .filter(number -> all.message(number).isPresent() && !heads.containsKey(number))
            .filter(number -> !conversation.marked().contains(number))
            .limit(MOST_HEADERS)
            .toList();
    if (!wanted.isEmpty() && hasTop) {
      Maildrop left = unmarked(all);
      Map<Integer, Head> found =
          conversation.run(transaction ->
              transaction.hasTop() ? Heads.read(transaction, left, wanted) : Map.of());
      hasTop = !found.isEmpty();
      heads.putAll(found);
    }
  }

  private Maildrop unmarked(Maildrop all) {
    return new Maildrop(
        all.messages().stream()
            .filter(message -> !conversation.marked().contains(message.number()))
            .toList(),
        all.hasUidl());
  }

  private Stream<String> size(int number) {
    return message(number).map(Message::octets).map(Amount::compact).stream();
  }

  private Stream<String> uid(int number) {
    return message(number).flatMap(Message::uid).map(Object::toString).stream();
  }

  private Stream<String> author(int number) {
    return Optional.ofNullable(heads.get(number)).stream()
        .flatMap(head -> Stream.of(head.from(), head.subject()))
        .flatMap(Optional::stream);
  }

  private Optional<Message> message(int number) {
    return Optional.ofNullable(maildrop).flatMap(all -> all.message(number));
  }

  private static String joined(List<Stream<String>> parts) {
    return parts.stream().flatMap(part -> part).collect(Collectors.joining("  "));
  }
}
