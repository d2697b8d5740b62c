package org.popfetch.pop3;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.popfetch.account.Secret;

/// A secret that the server was told, which it may repeat in what it answers: `-ERR abracadabra is
/// wrong`. It is masked where it stands by itself, as it is or as base64.
///
/// Shorter ones than [#SHORTEST] are left alone: they stand in many a word, and a mask there would
/// tell more than it hides.
public final class Echo {
  /// Octets.
  private static final int SHORTEST = 4;

  private static final String MASK = "********";

  private static final Pattern LEAD =
      Pattern.compile("(?i)^[+-][a-z]*[ \t]*(\\[(IN-USE|LOGIN-DELAY|SYS/TEMP|SYS/PERM|AUTH)\\])?");

  private final List<String> words;

  private Echo(List<String> words) {
    this.words = words;
  }

  /// What may come back once a command is said: of itself, or still of what was said before. Behind
  /// the first command about a message the login is long answered.
  public static Optional<Echo> after(Command command, Optional<Echo> before) {
    return switch (command) {
      case Command.ListOne _, Command.UidlOne _, Command.Retr _, Command.Top _, Command.Dele _ ->
          Optional.empty();
      case Command.Pass _,
          Command.Apop _,
          Command.Auth _,
          Command.AuthResponse _,
          Command.Typed _,
          Command.Bare _,
          Command.User _,
          Command.MessageLine _ ->
          of(command).or(() -> before);
    };
  }

  /// What may come back of a command; nothing when it holds no secret.
  public static Optional<Echo> of(Command command) {
    return switch (command) {
      case Command.Pass(Secret secret) -> of(secret.reveal());
      case Command.Apop(_, Secret digest) -> of(digest.reveal());
      case Command.Auth(_, Optional<Secret> initial) ->
          initial.flatMap(base64 -> ofBase64(base64.reveal()));
      case Command.AuthResponse(Secret base64) -> ofBase64(base64.reveal());
      case Command.Typed typed ->
          typed.holdsSecret() ? ofBase64(typed.arguments().getLast()) : Optional.empty();
      case Command.Bare _,
          Command.ListOne _,
          Command.UidlOne _,
          Command.Retr _,
          Command.Top _,
          Command.Dele _,
          Command.User _,
          Command.MessageLine _ ->
          Optional.empty();
    };
  }

  /// A message of SASL: its last field is what proves somebody to be who they are.
  private static Optional<Echo> ofBase64(String base64) {
    String last = decoded(base64).replaceFirst("[\0\1]+$", "").replaceFirst("(?s).*[\0\1]", "");
    return of(base64, last.replaceFirst("^auth=Bearer ", ""));
  }

  private static Optional<Echo> of(String... words) {
    List<String> telling = Stream.of(words).filter(word -> word.length() >= SHORTEST).toList();
    return telling.isEmpty() ? Optional.empty() : Optional.of(new Echo(telling));
  }

  /// Octets, one per character; empty when it is no base64.
  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /// A status line without the secret. Its indicator and response code stay as they are.
  public String masked(String line) {
    if (!isSuspect(line)) {
      return line;
    }
    Matcher lead = LEAD.matcher(line);
    int from = lead.find() ? lead.end() : 0;
    String text = line.substring(from);
    return line.substring(0, from)
        + (said().matcher(decoded(text.strip())).find() ? MASK : maskedText(text));
  }

  /// Nearly no line is, and none of the others is worth a pattern.
  private boolean isSuspect(String line) {
    String last = line.substring(line.lastIndexOf(' ') + 1);
    String message = last.length() < SHORTEST ? "" : decoded(last);
    for (String word : words) {
      if (line.contains(word) || message.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /// Likewise some words of the server's.
  public String maskedText(String text) {
    return said().matcher(text).replaceAll(MASK);
  }

  private Pattern said() {
    return Pattern.compile(
        "(?<![A-Za-z0-9])(?:"
            + String.join("|", words.stream().map(Pattern::quote).toList())
            + ")(?![A-Za-z0-9])");
  }
}
