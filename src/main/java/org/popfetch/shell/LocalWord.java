package org.popfetch.shell;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What the prompt does itself: words that begin with a colon, which no POP3 command does.
enum LocalWord {
  HELP("[COMMAND]", 0, 1, "Tell about a command of the server's or of ours, or list them all."),
  HEADERS("N", 1, 1, "Show the header of a message, decoded. Needs TOP."),
  MARKED("", 0, 0, "List what is marked as deleted. QUIT makes that final, RSET takes it back."),
  MULTI(
      "COMMAND",
      1,
      LocalWord.ANY,
      "Send a command whose answer has many lines. For those that only the server knows: it is read"
          + " up to a lone dot."),
  PIPE(
      "N PROGRAM [ARG…]",
      2,
      LocalWord.ANY,
      "Give a message to a program. There is no shell in between; what it prints is shown, up to"
          + " 64 kB, when it has ended."),
  PLAN("", 0, 0, "Tell what popfetch sync would do here now. Changes nothing."),
  QUIT("", 0, 0, "Hang up without QUIT. What is marked as deleted stays on the server."),
  RECONNECT("", 0, 0, "Connect anew, and log in if popfetch did so before. Marks are lost."),
  SAVE("N FILE", 2, LocalWord.ANY, "Write a message to a new file. Line ends become LF."),
  SOURCE("FILE", 1, LocalWord.ANY, "Take lines from a file. Those that begin with # are skipped."),
  TIME("", 0, 0, "Tell how long each command takes, from now on, or no more."),
  TLS("", 0, 0, "Tell about the connection: protocol, cipher, certificates."),
  TRANSCRIPT(
      "",
      0,
      0,
      "Show each line on its way, or no more. C: ours, S: the server's; secrets are masked.");

  private static final int ANY = Integer.MAX_VALUE;

  private final String arguments;
  private final int least;
  private final int most;
  private final String help;

  LocalWord(String arguments, int least, int most, String help) {
    this.arguments = arguments;
    this.least = least;
    this.most = most;
    this.help = help;
  }

  /// The word, in any case, without its colon.
  static Optional<LocalWord> named(String word) {
    String shouted = word.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(one -> one.name().equals(shouted)).findFirst();
  }

  /// The word as it is typed.
  String word() {
    return ':' + name().toLowerCase(Locale.ROOT);
  }

  String usage() {
    return arguments.isEmpty() ? word() : word() + ' ' + arguments;
  }

  String help() {
    return help;
  }

  boolean takes(int count) {
    return count >= least && count <= most;
  }

  /// Whether this argument, counted from 1, is the name of a file, or may be one.
  boolean takesFile(int argument) {
    return switch (this) {
      case SOURCE -> argument == 1;
      case SAVE -> argument == 2;
      case PIPE -> argument >= 2;
      case HELP, HEADERS, MARKED, MULTI, PLAN, QUIT, RECONNECT, TIME, TLS, TRANSCRIPT -> false;
    };
  }

  /// Whether its first argument is a message number.
  boolean takesNumber() {
    return arguments.startsWith("N");
  }
}
