package org.popfetch.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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
    messages = messages instanceof MaildropRows ? messages : MaildropRows.of(messages);
  }

  private MaildropRows rows() {
    return (MaildropRows) messages;
  }

  /// Joins the lines of `LIST` and of `UIDL`, as [MaildropJoining] does.
  ///
  /// @param uidl nothing when the server does not know `UIDL`
  public static Maildrop join(List<String> list, Optional<List<String>> uidl) {
    var joining = new MaildropJoining();
    list.forEach(line -> joining.list(octets(line), 0, line.length()));
    uidl.ifPresent(lines -> lines.forEach(line -> joining.uidl(octets(line), 0, line.length())));
    return joining.joined(uidl.isPresent());
  }

  private static byte[] octets(String line) {
    return line.getBytes(ISO_8859_1);
  }

  /// The message that the answer to `UIDL n` is about; nothing when it names none.
  public static OptionalInt numberOf(ServerText answer) {
    byte[] line = octets(answer.latin1());
    int number = Listing.number(line, 0, line.length);
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /// The uid in the positive answer to `UIDL n` (RFC 1939 §7), when it is about message `number`.
  public static Optional<Uid> uidOf(int number, ServerText answer) {
    byte[] line = octets(answer.latin1());
    int from = Listing.valueFrom(line, 0, line.length);
    int to = Listing.valueTo(line, from, line.length);
    return Listing.number(line, 0, line.length) == number && Uid.isValid(line, from, to)
        ? Optional.of(new Uid(answer.latin1().substring(from, to)))
        : Optional.empty();
  }

  /// The message of this number.
  public Optional<Message> message(int number) {
    int row = rows().rowOf(number);
    return row < 0 ? Optional.empty() : Optional.of(messages.get(row));
  }

  /// The messages that have a uid.
  public UidGroups byUid() {
    return new UidGroups(rows());
  }

  /// The messages that have no uid.
  public List<Message> nameless() {
    return rows().nameless();
  }

  /// The sum of the sizes that are known, in octets.
  public long octets() {
    return rows().octets();
  }
}
