package org.popfetch.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.popfetch.faults.server.Letter;

/// Something that was delivered.
///
/// @param number of the letter that it is, or was; 0 when nobody can tell
/// @param state what became of that letter on the way
record Arrival(int number, State state) {

  enum State {
    /// Octet for octet.
    EXACT,
    /// The same with header fields added.
    WHOLE,
    /// Something of it is missing, or was changed.
    DAMAGED
  }

  /// All that is in the Maildir, the mbox, and the program's folder of a home.
  ///
  /// @param others what other programs have put there
  static List<Arrival> in(Path home, Collection<Letter> sent, Collection<String> others)
      throws IOException {
    var texts = new ArrayList<String>();
    for (String folder : List.of("Mail/new", "Mail/cur", "elsewhere", "unmounted/new", "taken")) {
      texts.addAll(filesIn(home.resolve(folder)));
    }
    texts.addAll(Mbox.messages(home.resolve("mbox")));
    texts.addAll(Mbox.messages(home.resolve("unmounted")));
    texts.removeAll(others);
    return texts.stream().map(text -> of(text, sent)).toList();
  }

  private static List<String> filesIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var texts = new ArrayList<String>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        texts.add(Files.readString(file, ISO_8859_1));
      }
    }
    return texts;
  }

  private static Arrival of(String text, Collection<Letter> sent) {
    State best = State.DAMAGED;
    int number = Letter.numberOf(text);
    for (Letter letter : sent) {
      State state = compare(text, letter.arrived());
      if (state.compareTo(best) < 0) {
        best = state;
        number = letter.number();
      }
    }
    return new Arrival(number, best);
  }

  private static State compare(String text, String expected) {
    if (text.equals(expected)) {
      return State.EXACT;
    }
    String body = body(expected);
    boolean isWhole =
        !expected.isBlank()
            && (body(text).equals(body) || (body + body(text)).isBlank())
            && header(text).containsAll(header(expected));
    return isWhole ? State.WHOLE : State.DAMAGED;
  }

  /// From the empty line on.
  private static String body(String text) {
    int begin = text.indexOf("\n\n");
    return begin < 0 ? "" : text.substring(begin);
  }

  private static List<String> header(String text) {
    return text.lines().takeWhile(line -> !line.isEmpty()).toList();
  }
}
