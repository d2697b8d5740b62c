package org.popfetch.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.popfetch.account.Secret;

/// Reads netrc(5): words between blanks and line ends. A word may stand in double quotes, a
/// backslash takes the next character as it is, `#` where a keyword is expected begins a comment,
/// and a `macdef` goes on up to an empty line.
///
/// Unlike curl, which passes over words that it does not know, this stops at them: after a password
/// with a blank in it and no quotes around it, the rest would be half a password tried at a server.
final class Netrc {
  /// What one `machine`, or `default`, says.
  ///
  /// @param machine nothing for `default`
  record Entry(Optional<String> machine, Optional<String> login, Optional<Secret> password) {
    boolean isFor(String host) {
      return machine.filter(host::equalsIgnoreCase).isPresent();
    }
  }

  /// Thrown where a word is not understood; it is not shown, it may be a part of a password.
  static final class Malformed extends Exception {
    private final int line;

    Malformed(int line) {
      super("line " + line);
      this.line = line;
    }

    int line() {
      return line;
    }
  }

  private final String text;
  private final List<Entry> entries = new ArrayList<>();
  private int at;

  private Netrc(String text) {
    this.text = text;
  }

  /// The entries, in the file's order.
  static List<Entry> parse(String text) throws Malformed {
    var netrc = new Netrc(text.replace("\r\n", "\n"));
    while (netrc.skipBlanks()) {
      netrc.item();
    }
    return netrc.entries;
  }

  private void item() throws Malformed {
    int start = at;
    if (text.charAt(at) == '#') {
      skipPast("\n");
      return;
    }
    switch (word()) {
      case "machine" -> begin(Optional.of(value()));
      case "default" -> begin(Optional.empty());
      case "macdef" -> macro();
      case "login" -> {
        var login = Optional.of(value());
        replaceLast(start, entry -> new Entry(entry.machine(), login, entry.password()));
      }
      case "password" -> {
        var password = Optional.of(new Secret(value()));
        replaceLast(start, entry -> new Entry(entry.machine(), entry.login(), password));
      }
      // Of no use here; port and protocol are what Emacs writes.
      case "account", "port", "protocol" -> {
        var _ = value();
      }
      default -> throw malformed(start);
    }
  }

  private void begin(Optional<String> machine) {
    entries.add(new Entry(machine, Optional.empty(), Optional.empty()));
  }

  private void replaceLast(int start, UnaryOperator<Entry> change) throws Malformed {
    if (entries.isEmpty()) {
      throw malformed(start);
    }
    entries.addLast(change.apply(entries.removeLast()));
  }

  /// A macro's name and body.
  private void macro() {
    skipPast("\n\n");
  }

  /// The word after a keyword.
  private String value() throws Malformed {
    if (!skipBlanks()) {
      throw malformed(at - 1);
    }
    return word();
  }

  private boolean skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at < text.length();
  }

  private String word() throws Malformed {
    int start = at;
    boolean quoted = text.charAt(at) == '"';
    if (quoted) {
      at++;
    }
    var word = new StringBuilder();
    while (at < text.length() && !endsWord(text.charAt(at), quoted)) {
      boolean escape = text.charAt(at) == '\\' && at + 1 < text.length();
      at += escape ? 1 : 0;
      word.append(text.charAt(at++));
    }
    if (quoted && at == text.length()) {
      throw malformed(start);
    }
    at += quoted ? 1 : 0;
    return word.toString();
  }

  private static boolean endsWord(char c, boolean quoted) {
    return quoted ? c == '"' : isBlank(c);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private void skipPast(String end) {
    int found = text.indexOf(end, at);
    at = found < 0 ? text.length() : found + end.length();
  }

  private Malformed malformed(int where) {
    long before = text.substring(0, Math.max(where, 0)).chars().filter(c -> c == '\n').count();
    return new Malformed((int) before + 1);
  }
}
