package org.popfetch.seen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds popfetch-state(5) against the code, in both directions.
class ManualTest {
  private final String page = read();

  private static String read() {
    try {
      return Files.readString(Path.of("man/popfetch-state.5"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void hasEveryVerbAndNoOther() {
    List<String> verbs =
        Pattern.compile("^\\.It Ic ([a-z-]+) Ar", Pattern.MULTILINE)
            .matcher(page)
            .results()
            .map(found -> found.group(1))
            .filter(verb -> !verb.equals("popfetch"))
            .toList();
    List<String> written =
        Arrays.stream(Entry.class.getPermittedSubclasses())
            .map(type -> type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-"))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();
    assertThat(verbs).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void hasAnExampleThatIsAJournal() {
    int from = page.indexOf("popfetch-state 1 journal 4hq0");
    String example = page.substring(from, page.indexOf(".Ed", from)).replace("\n    ", " ");
    List<String> lines = example.lines().toList();
    Header header = Header.parse(Header.Kind.JOURNAL, lines.getFirst()).orElseThrow();
    assertThat(header.mailbox()).isEqualTo(Samples.MAILBOX);
    SeenTable table = new SeenTable();
    for (int i = 1; i < lines.size(); i++) {
      Line line = Line.parse(lines.get(i)).orElseThrow();
      assertThat(line.sequence()).isEqualTo(i);
      EntryText.replay(line.words(), table);
    }
    assertThat(table.all()).hasSize(1);
    assertThat(table.open()).hasSize(1);
  }

  @Test
  void namesEveryFile() {
    StateFiles files = new StateFiles(Path.of("state"), Samples.WORK);
    for (Path file :
        List.of(files.lock(), files.snapshot(), files.journal(), files.spool(), files.told())) {
      assertThat(page).contains("\n.It Pa " + file.getFileName() + "\n");
    }
  }
}
