package org.popfetch.shell;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// Hands [Suggestions] to the line editor.
final class Completion implements Completer {
  private final Link link;
  private final Means means;

  Completion(Link link, Means means) {
    this.link = link;
    this.means = means;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<String> before = line.words().subList(0, line.wordIndex());
    String begun = line.word().substring(0, line.wordCursor());
    int sort = 0;
    for (var one :
        Suggestions.of(
            before,
            begun,
            link.state(),
            link.numbers(),
            typed -> FileSuggestions.beginningWith(typed, means))) {
      String hint = one.hint().isEmpty() ? null : one.hint();
      boolean complete = !one.text().endsWith("/"); // a folder is only the beginning of a name
      candidates.add(
          new Candidate(one.text(), one.text(), null, hint, null, null, complete, sort++));
    }
  }
}
