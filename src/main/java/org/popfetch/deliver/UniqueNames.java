package org.popfetch.deliver;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.popfetch.os.ThisProcess;

/// Names for files that nobody else has, after maildir(5):
///
///     1763766000.M123456P4711Q12Rmark.host
///
/// the time in seconds; the microseconds, the process, what number this is in the process, and, as
/// its "random" part, the mark of the account; the host, with `/` and `:` written as `\057` and
/// `\072`.
final class UniqueNames {
  private static final AtomicLong NUMBER = new AtomicLong();
  private static final String HOST = safeHost(ThisProcess.current().host());

  private UniqueNames() {}

  static String next(Consignee consignee) {
    Instant now = Instant.now();
    return now.getEpochSecond()
        + ".M"
        + now.getNano() / 1000
        + 'P'
        + ThisProcess.current().pid()
        + 'Q'
        + NUMBER.incrementAndGet()
        + 'R'
        + consignee.mark()
        + '.'
        + HOST;
  }

  /// What the names of this account's files look like, whatever run made them.
  static Pattern of(Consignee consignee) {
    return Pattern.compile("\\d+\\.M\\d+P\\d+Q\\d+R" + Pattern.quote(consignee.mark()) + "\\..+");
  }

  static String safeHost(String host) {
    var safe = new StringBuilder();
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      switch (c) {
        case '/' -> safe.append("\\057");
        case ':' -> safe.append("\\072");
        default -> safe.append(c > ' ' && c < 0x7f ? c : '_');
      }
    }
    return safe.toString();
  }
}
