package org.popfetch.deliver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.popfetch.account.AccountName;
import org.popfetch.account.Destination;
import org.popfetch.message.Envelope;
import org.popfetch.os.Programs;

/// What a delivery program gets to see of a message beside the message itself.
///
/// In the environment `POPFETCH_ACCOUNT`, `POPFETCH_UID` and `POPFETCH_SENDER` (empty for a
/// bounce). In the arguments `{account}`, `{uid}` and `{sender}` are replaced; there an empty
/// sender is `MAILER-DAEMON`, because programs take an empty argument for a mistake.
///
/// Sender and uid are a stranger's words, so they are percent-escaped: in both places `%`, control
/// characters, octets beyond ASCII, and a leading `-`, which would make an option of it; in
/// arguments, which may end up in a `sh -c`, whatever is not a letter, a digit or one of `@ _ = + :
/// , . / -`.
final class PipeOrder {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(sender|account|uid)\\}");
  private static final String HARMLESS_IN_SHELL = "@_=+:,./-";

  private PipeOrder() {}

  static Programs.Order of(
      Destination.Pipe pipe, AccountName account, Received message, Duration timeout) {
    Envelope envelope = message.envelope();
    List<String> argv =
        pipe.argv().stream().map(argument -> replaced(argument, account, envelope)).toList();
    Map<String, String> environment =
        Map.of(
            "POPFETCH_ACCOUNT", account.value(),
            "POPFETCH_UID", escaped(envelope.uid(), ISO_8859_1, PipeOrder::isPrintable),
            "POPFETCH_SENDER", escaped(envelope.sender(), UTF_8, PipeOrder::isPrintable));
    return new Programs.Order(argv, environment, Optional.of(message.file()), timeout);
  }

  private static String replaced(String argument, AccountName account, Envelope envelope) {
    return PLACEHOLDER
        .matcher(argument)
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), account, envelope)));
  }

  private static String value(String name, AccountName account, Envelope envelope) {
    return switch (name) {
      case "account" -> account.value();
      case "uid" -> escaped(envelope.uid(), ISO_8859_1, PipeOrder::isHarmlessInShell);
      default ->
          envelope.sender().isEmpty()
              ? "MAILER-DAEMON"
              : escaped(envelope.sender(), UTF_8, PipeOrder::isHarmlessInShell);
    };
  }

  private static String escaped(String text, Charset charset, IntPredicate allowed) {
    var escaped = new StringBuilder();
    for (byte octet : text.getBytes(charset)) {
      boolean option = escaped.isEmpty() && octet == '-';
      if (allowed.test(octet) && !option) {
        escaped.append((char) octet);
      } else {
        escaped.append(String.format("%%%02X", octet));
      }
    }
    return escaped.toString();
  }

  private static boolean isPrintable(int octet) {
    return octet >= ' ' && octet < 0x7f && octet != '%';
  }

  private static boolean isHarmlessInShell(int octet) {
    return octet > ' '
        && octet < 0x7f
        && (Character.isLetterOrDigit(octet) || HARMLESS_IN_SHELL.indexOf(octet) >= 0);
  }
}
