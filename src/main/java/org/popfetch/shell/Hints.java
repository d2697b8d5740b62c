package org.popfetch.shell;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

  /// The hints for these messages, as far as they are known or can be learnt.
  Map<Integer, String> hints(Collection<Integer> numbers) throws Failed {
    learn(numbers);
    Map<Integer, String> hints = new TreeMap<>();
    for (int number : numbers) {
      hints.put(number, hint(number));
    }
    return hints;
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
            .filter(number -> !heads.containsKey(number))
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

  private String hint(int number) {
    Optional<Message> message = Optional.ofNullable(maildrop).flatMap(all -> all.message(number));
    Optional<Head> head = Optional.ofNullable(heads.get(number));
    return Stream.of(
            message.map(Message::octets).map(Amount::compact),
            head.flatMap(Head::from),
            head.flatMap(Head::subject))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("  "));
  }
}
