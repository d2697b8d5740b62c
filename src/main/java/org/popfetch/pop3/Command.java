package org.popfetch.pop3;

import java.util.Optional;
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
}
