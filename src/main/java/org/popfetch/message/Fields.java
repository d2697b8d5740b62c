package org.popfetch.message;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MailDateFormat;
import java.io.ByteArrayInputStream;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A header's fields (RFC 5322 §3.6), made readable: encoded words decoded (RFC 2047), raw 8-bit
/// text taken for UTF-8 (RFC 6532) or else Latin-1, each in one line, without control characters
/// and without what reverses the reading direction. No header is so broken that reading it fails;
/// at worst a field shows as it came, or is missing.
public final class Fields {
  /// How much of a header is looked at, in octets.
  public static final int MOST_OCTETS = 64 * 1024;

  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final InternetHeaders headers;

  private Fields(InternetHeaders headers) {
    this.headers = headers;
  }

  /// Reads a header.
  ///
  /// @param octets as the server sent it, up to the empty line or beyond
  public static Fields of(byte[] octets) {
    byte[] bounded = octets.length > MOST_OCTETS ? Arrays.copyOf(octets, MOST_OCTETS) : octets;
    try {
      return new Fields(new InternetHeaders(new ByteArrayInputStream(bounded)));
    } catch (MessagingException unreadable) {
      return new Fields(new InternetHeaders());
    }
  }

  /// Who wrote it: the display name, else the address; with several authors all of them.
  public Optional<String> from() {
    return people("From");
  }

  /// To whom it was written, likewise.
  public Optional<String> to() {
    return people("To");
  }

  public Optional<String> subject() {
    return text("Subject");
  }

  /// The list that it came by (RFC 2919).
  public Optional<String> listId() {
    return text("List-Id");
  }

  /// When it was written, as its author's machine says.
  public Optional<Instant> date() {
    return raw("Date").flatMap(Fields::instant);
  }

  /// Any field, by its name, decoded; the first when there are several.
  public Optional<String> text(String name) {
    return raw(name).map(Words::decoded).map(Words::oneLine);
  }

  private Optional<String> raw(String name) {
    String[] values = headers.getHeader(name);
    return values == null || values.length == 0
        ? Optional.empty()
        : Optional.of(Words.unfolded(values[0]));
  }

  private Optional<String> people(String name) {
    try {
      InternetAddress[] all =
          InternetAddress.parseHeader(Words.tidied(raw(name).orElse("")), false);
      String people =
          Stream.of(all)
              .map(Fields::person)
              .filter(person -> !person.isEmpty())
              .collect(Collectors.joining(", "));
      return people.isEmpty() ? text(name) : Optional.of(Words.oneLine(people));
    } catch (AddressException unreadable) {
      return text(name);
    }
  }

  private static String person(InternetAddress address) {
    String personal = Optional.ofNullable(address.getPersonal()).orElse("");
    String name = Words.oneLine(Words.decoded(personal));
    return name.isEmpty() ? Optional.ofNullable(address.getAddress()).orElse("") : name;
  }

  private static Optional<Instant> instant(String text) {
    try {
      Instant read = new MailDateFormat().parse(Words.oneLine(text)).toInstant();
      return Optional.of(read).filter(date -> date.isBefore(LATEST));
    } catch (ParseException | DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
