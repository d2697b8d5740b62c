package org.popfetch.pop3;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The server's list of messages, as one session sees it (RFC 1939 §5): `LIST` and `UIDL` joined by
/// number.
///
/// @param messages in ascending order of their numbers, each number once
/// @param hasUidl whether the server answered `UIDL`
public record Maildrop(List<Message> messages, boolean hasUidl) {
  /// The most messages that a maildrop may hold: beyond that a listing counts as endless.
  public static final int MAX_MESSAGES = 1_000_000;

  /// One message on the server.
  ///
  /// @param number valid inside this session only
  /// @param octets its size as listed, or -1 when the server did not say; a hint, servers count in
  ///   odd ways
  /// @param uid its unique-id, unless the server did not give one
  public record Message(int number, long octets, Optional<Uid> uid) {
    public OptionalLong size() {
      return octets < 0 ? OptionalLong.empty() : OptionalLong.of(octets);
    }
  }

  public Maildrop {
    messages = List.copyOf(messages);
  }

  /// Joins the lines of `LIST` and of `UIDL`, as [MaildropJoining] does.
  ///
  /// @param uidl nothing when the server does not know `UIDL`
  public static Maildrop join(List<String> list, Optional<List<String>> uidl) {
    var joining = new MaildropJoining();
    list.forEach(joining::list);
    uidl.ifPresent(lines -> lines.forEach(joining::uidl));
    return joining.joined(uidl.isPresent());
  }

  /// The message that the answer to `UIDL n` is about; nothing when it names none.
  public static OptionalInt numberOf(ServerText answer) {
    return Listing.number(answer.latin1());
  }

  /// The uid in the positive answer to `UIDL n` (RFC 1939 §7), when it is about message `number`.
  public static Optional<Uid> uidOf(int number, ServerText answer) {
    OptionalInt said = numberOf(answer);
    if (said.isEmpty() || said.getAsInt() != number) {
      return Optional.empty();
    }
    return Optional.of(Listing.value(answer.latin1())).filter(Uid::isValid).map(Uid::new);
  }

  /// The message of this number.
  public Optional<Message> message(int number) {
    var wanted = new Message(number, -1, Optional.empty());
    int at =
        Collections.binarySearch(
            messages, wanted, (a, b) -> Integer.compare(a.number(), b.number()));
    return at < 0 ? Optional.empty() : Optional.of(messages.get(at));
  }

  /// The sum of the sizes that are known, in octets.
  public long octets() {
    return messages.stream().mapToLong(m -> Math.max(0, m.octets)).sum();
  }
}
