package org.popfetch.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.popfetch.message.Envelope;

/// The line that begins a message in an mbox: `From `, the sender, and the time of arrival as
/// asctime(3) writes it, in UTC (RFC 4155).
final class FromLine {
  /// More octets than any such line has.
  static final int MOST = 512;

  private static final int MOST_SENDER = 320;

  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private FromLine() {}

  /// The line, with its LF.
  static byte[] of(Envelope envelope) {
    String line = "From %s %s\n".formatted(sender(envelope), ASCTIME.format(envelope.arrived()));
    return line.getBytes(UTF_8);
  }

  /// One word, for a blank would end it; nobody at all is the mail system itself.
  private static String sender(Envelope envelope) {
    String word = envelope.sender().replaceAll("[\\s\\p{Cntrl}]", "-");
    byte[] octets = word.getBytes(UTF_8);
    if (octets.length == 0) {
      return "MAILER-DAEMON";
    }
    return octets.length <= MOST_SENDER ? word : new String(octets, 0, MOST_SENDER, UTF_8);
  }
}
