package org.popfetch.shell;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.popfetch.session.Conversation.State;

/// The commands of POP3 that a prompt can help with. Others are sent all the same.
enum PopCommand {
  USER("NAME", "Say who you are; PASS comes next.", "RFC 1939 §7", Where.BEFORE),
  PASS(
      "PASSWORD",
      "Give the password, or be asked for it. It is shown as stars and kept nowhere; over a line that others can read"
          + " it is not sent, unless the account has allow-plaintext = true.",
      "RFC 1939 §7",
      Where.BEFORE),
  APOP(
      "NAME DIGEST",
      "Log in by the MD5 digest of the greeting's timestamp and the password.",
      "RFC 1939 §7",
      Where.BEFORE),
  AUTH(
      "[MECHANISM [RESPONSE]]",
      "Log in by SASL. An answer that begins with \"+ \" is a challenge, and the next line typed is the"
          + " response, in base64; * gives up. Alone it lists the mechanisms, on many servers.",
      "RFC 5034 §4",
      Where.BEFORE),
  STLS("", "Begin TLS on this connection.", "RFC 2595 §4", Where.BEFORE),
  CAPA("", "List what the server can do.", "RFC 2449 §5", Where.ANY),
  STAT("", "Tell how many messages there are, and their size together.", "RFC 1939 §5"),
  LIST("[N]", "List the sizes of all messages, or of one.", "RFC 1939 §5"),
  UIDL("[N]", "List the unique-ids of all messages, or of one.", "RFC 1939 §7"),
  RETR("N", "Show a whole message.", "RFC 1939 §5"),
  TOP("N LINES", "Show a message's header, and so many lines of its body.", "RFC 1939 §7"),
  DELE(
      "N",
      "Mark a message as deleted. QUIT deletes it; RSET, or a lost connection, does not.",
      "RFC 1939 §5"),
  RSET("", "Unmark all messages that are marked as deleted.", "RFC 1939 §5"),
  NOOP("", "Do nothing: a sign of life.", "RFC 1939 §5"),
  LAST("", "Tell the highest number that was retrieved. Not in POP3 any more.", "RFC 1460 §5"),
  LANG("[TAG]", "List the languages of the server's texts, or choose one.", "RFC 6856 §3"),
  UTF8("", "Let the server show messages with raw UTF-8.", "RFC 6856 §2", Where.BEFORE),
  XTND(
      "XMIT",
      "Send a message, on servers that know how. After the answer type it, and then a line with a"
          + " lone dot.",
      "RFC 1082",
      Where.AFTER),
  QUIT(
      "",
      "Leave. When logged in, the server then deletes for good what is marked (the UPDATE state).",
      "RFC 1939 §4, §6",
      Where.ANY);

  /// In which states a command makes sense.
  private enum Where {
    BEFORE,
    AFTER,
    ANY
  }

  private static final Set<PopCommand> NUMBERED = EnumSet.of(LIST, UIDL, RETR, TOP, DELE);

  private final String arguments;
  private final String help;
  private final String source;
  private final Where where;

  PopCommand(String arguments, String help, String source) {
    this(arguments, help, source, Where.AFTER);
  }

  PopCommand(String arguments, String help, String source, Where where) {
    this.arguments = arguments;
    this.help = help;
    this.source = source;
    this.where = where;
  }

  /// The command of that name, in any case.
  static Optional<PopCommand> named(String word) {
    String shouted = word.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(one -> one.name().equals(shouted)).findFirst();
  }

  String usage() {
    return arguments.isEmpty() ? name() : name() + ' ' + arguments;
  }

  String help() {
    return help;
  }

  /// Where it is specified.
  String source() {
    return source;
  }

  /// Whether its first argument is a message number.
  boolean takesNumber() {
    return NUMBERED.contains(this);
  }

  boolean makesSenseIn(State state) {
    return switch (where) {
      case BEFORE -> state == State.AUTHORIZATION;
      case AFTER -> state == State.TRANSACTION;
      case ANY -> state == State.AUTHORIZATION || state == State.TRANSACTION;
    };
  }

  /// In which states, in the RFC's words.
  String states() {
    return switch (where) {
      case BEFORE -> "AUTHORIZATION state";
      case AFTER -> "TRANSACTION state";
      case ANY -> "AUTHORIZATION and TRANSACTION state";
    };
  }
}
