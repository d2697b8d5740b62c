package org.popfetch.pop3;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.popfetch.account.Secret;

/// What a client says. [#line] goes to the server; [#masked] is for people and never holds a
/// secret.
public sealed interface Command {
  /// What a positive answer to a command looks like.
  enum Answer {
    /// A status line and nothing more.
    STATUS,
    /// A status line, then short lines up to a lone dot.
    LISTING,
    /// A status line, then a message, or the head of one, up to a lone dot: streamed, of any
    /// length.
    BODY
  }

  /// The command as sent, without CRLF; one octet per character.
  String line();

  /// The command as it may be shown and logged.
  default String masked() {
    return line();
  }

  /// What a positive answer looks like.
  default Answer answer() {
    return Answer.STATUS;
  }

  /// The commands without an argument.
  enum Bare implements Command {
    /// What the server can do (RFC 2449 §5).
    CAPA(Answer.LISTING),
    /// Begin TLS (RFC 2595 §4).
    STLS(Answer.STATUS),
    /// How many messages and octets (RFC 1939 §5).
    STAT(Answer.STATUS),
    /// The scan listing: numbers and sizes (RFC 1939 §5).
    LIST(Answer.LISTING),
    /// The unique-id listing (RFC 1939 §7).
    UIDL(Answer.LISTING),
    /// Nothing (RFC 1939 §5).
    NOOP(Answer.STATUS),
    /// Unmark what is marked as deleted (RFC 1939 §5).
    RSET(Answer.STATUS),
    /// Commit the deletions and leave (RFC 1939 §6).
    QUIT(Answer.STATUS);

    private final Answer answer;

    Bare(Answer answer) {
      this.answer = answer;
    }

    @Override
    public String line() {
      return name();
    }

    @Override
    public Answer answer() {
      return answer;
    }
  }

  /// The size of one message (RFC 1939 §5).
  record ListOne(int number) implements Command {
    @Override
    public String line() {
      return "LIST " + number;
    }
  }

  /// The unique-id of one message (RFC 1939 §7); also the fence in a pipelined stream.
  record UidlOne(int number) implements Command {
    @Override
    public String line() {
      return "UIDL " + number;
    }
  }

  /// A whole message (RFC 1939 §5).
  record Retr(int number) implements Command {
    @Override
    public String line() {
      return "RETR " + number;
    }

    @Override
    public Answer answer() {
      return Answer.BODY;
    }
  }

  /// The header and the first `lines` lines of the body (RFC 1939 §7).
  record Top(int number, int lines) implements Command {
    @Override
    public String line() {
      return "TOP " + number + ' ' + lines;
    }

    @Override
    public Answer answer() {
      return Answer.BODY;
    }
  }

  /// Mark a message as deleted; `QUIT` commits it (RFC 1939 §5).
  record Dele(int number) implements Command {
    @Override
    public String line() {
      return "DELE " + number;
    }
  }

  /// The name to log in with (RFC 1939 §7).
  record User(String name) implements Command {
    @Override
    public String line() {
      return "USER " + name;
    }
  }

  /// The password for that name (RFC 1939 §7).
  record Pass(Secret secret) implements Command {
    @Override
    public String line() {
      return "PASS " + secret.reveal();
    }

    @Override
    public String masked() {
      return "PASS " + secret;
    }
  }

  /// Log in without showing the password (RFC 1939 §7).
  ///
  /// @param digest MD5 of the greeting's timestamp and the password, in lower-case hexadecimal
  record Apop(String name, Secret digest) implements Command {
    @Override
    public String line() {
      return "APOP " + name + ' ' + digest.reveal();
    }

    @Override
    public String masked() {
      return "APOP " + name + ' ' + digest;
    }
  }

  /// Begin a SASL exchange (RFC 5034 §4).
  ///
  /// @param initial the initial response in base64, `=` for an empty one
  record Auth(String mechanism, Optional<Secret> initial) implements Command {
    @Override
    public String line() {
      return "AUTH " + mechanism + initial.map(i -> ' ' + i.reveal()).orElse("");
    }

    @Override
    public String masked() {
      return "AUTH " + mechanism + initial.map(i -> " " + i).orElse("");
    }
  }

  /// The answer to a SASL challenge, in base64; `*` gives up (RFC 5034 §4).
  record AuthResponse(Secret base64) implements Command {
    @Override
    public String line() {
      return base64.reveal();
    }

    @Override
    public String masked() {
      return base64.toString();
    }
  }

  /// What somebody typed at a prompt: sent as it is, in any case, known or not.
  ///
  /// @param line one octet per character
  /// @param answer what a positive answer looks like, as far as anybody can know
  record Typed(String line, Answer answer) implements Command {
    private static final Set<String> LISTINGS = Set.of("LIST", "UIDL", "AUTH", "LANG");
    private static final Set<String> BODIES = Set.of("RETR", "TOP");
    private static final Set<String> SECRETS = Set.of("PASS", "APOP", "AUTH");

    /// The usual answer to this command: that of one nobody knows is taken for a status line.
    public static Typed of(String line) {
      return new Typed(line, answerTo(words(line)));
    }

    /// `AUTH` alone lists the mechanisms, as many servers have it since RFC 1734; `LANG` alone the
    /// languages (RFC 6856 §3.2), `XTND BBOARDS` alone the bulletin boards (RFC 1082).
    private static Answer answerTo(List<String> words) {
      String verb = words.isEmpty() ? "" : words.getFirst().toUpperCase(Locale.ROOT);
      boolean alone = words.size() == 1;
      if (verb.equals("CAPA") || (alone && LISTINGS.contains(verb)) || listsBoards(words)) {
        return Answer.LISTING;
      }
      return BODIES.contains(verb) ? Answer.BODY : Answer.STATUS;
    }

    private static boolean listsBoards(List<String> words) {
      String shouted = String.join(" ", words).toUpperCase(Locale.ROOT);
      return shouted.equals("XTND BBOARDS") || shouted.startsWith("XTND X-BBOARDS ");
    }

    private static List<String> words(String line) {
      return Arrays.stream(line.split("[ \t]+")).filter(word -> !word.isEmpty()).toList();
    }

    /// The command's own word, in upper case; empty when there is none.
    public String verb() {
      return words(line).stream().findFirst().orElse("").toUpperCase(Locale.ROOT);
    }

    /// What follows it.
    public List<String> arguments() {
      return words(line).stream().skip(1).toList();
    }

    /// Whether what follows the verb is nobody's business: it must not be kept either.
    public boolean holdsSecret() {
      return SECRETS.contains(verb()) && !arguments().isEmpty();
    }

    /// Whether a positive answer means that somebody is logged in.
    public boolean logsIn() {
      return Set.of("PASS", "APOP", "RPOP").contains(verb())
          || (verb().equals("AUTH") && answer == Answer.STATUS);
    }

    /// The message number that it is about, if that is one.
    public OptionalInt number() {
      return arguments().stream().limit(1).mapToInt(Typed::number).filter(n -> n > 0).findFirst();
    }

    private static int number(String word) {
      return word.matches("[0-9]{1,9}") ? Integer.parseInt(word) : 0;
    }

    @Override
    public String masked() {
      if (!holdsSecret()) {
        return line;
      }
      List<String> words = words(line);
      int shown = verb().equals("PASS") ? 1 : 2;
      return String.join(" ", words.subList(0, Math.min(shown, words.size())))
          + (words.size() > shown ? " ********" : "");
    }

    /// It may be a password.
    @Override
    public String toString() {
      return "Typed[" + masked() + "]";
    }
  }

  /// A line of a message on its way to the server, by `XTND XMIT`; byte-stuffed (RFC 1939 §3).
  ///
  /// @param text one octet per character; a lone dot ends the message and is sent as it is
  record MessageLine(String text) implements Command {
    @Override
    public String line() {
      return text.startsWith(".") && !text.equals(".") ? '.' + text : text;
    }
  }
}
