package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.popfetch.seen.Samples.CLOCK;
import static org.popfetch.seen.Samples.MAILBOX;
import static org.popfetch.seen.Samples.NOON;
import static org.popfetch.seen.Samples.WORK;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.os.RealDisk;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// Whatever the state files hold: they open with everything that is whole before the first damage,
/// or are refused with a way out that works; never anything else, and never with less.
///
/// An input is the files one after the other, each behind a line `=== name`. The checksum is put to
/// lines that begin with `~`, in the place of that.
class StateFuzzTest {
  private static final Pattern FILE =
      Pattern.compile("=== (snapshot|journal|told|lock)\n(.*?)(?==== |\\z)", Pattern.DOTALL);
  private static final Pattern SEALED = Pattern.compile("(?<=\n|\\A)~([^\n]*)\n");

  @TempDir Path directory;

  @FuzzTest
  void stateOpensOrSaysTheWayOut(byte[] input) throws Exception {
    clear();
    StateFiles files = new StateFiles(directory, WORK);
    Map<String, String> contents = contents(new String(input, ISO_8859_1));
    Files.createDirectories(files.directory());
    for (var file : contents.entrySet()) {
      Files.writeString(files.directory().resolve(file.getKey()), file.getValue(), ISO_8859_1);
    }
    checkLines(contents);
    StateDirectory state = new StateDirectory(directory, new RealDisk(), CLOCK);
    checkTold(state);
    AccountLock.holder(files);
    state.about(MAILBOX);
    Optional<Failed> peeked = failure(() -> state.peek(WORK, MAILBOX));
    Optional<Failed> opened = failure(() -> check(state, contents));
    assertThat(opened.map(Failed::getMessage)).isEqualTo(peeked.map(Failed::getMessage));
    if (opened.isPresent()) {
      assertThat(files.snapshot().toFile().exists()).isEqualTo(contents.containsKey("snapshot"));
      assertThat(files.journal().toFile().exists()).isEqualTo(contents.containsKey("journal"));
      checkRefused(state, opened.get());
    }
  }

  private static Map<String, String> contents(String input) {
    Map<String, String> contents = new HashMap<>();
    for (MatchResult file : FILE.matcher(input).results().toList()) {
      contents.put(
          file.group(1),
          SEALED
              .matcher(file.group(2))
              .replaceAll(line -> Matcher.quoteReplacement(Line.seal(line.group(1)))));
    }
    return contents;
  }

  /// Lines stand where they stand.
  private void checkLines(Map<String, String> contents) throws IOException {
    for (var file : contents.entrySet()) {
      checkLines(directory.resolve(WORK.value()).resolve(file.getKey()), file.getValue());
    }
  }

  private static void checkLines(Path file, String content) throws IOException {
    int from = 0;
    try (OctetLines lines = new OctetLines(file)) {
      while (lines.next()) {
        int end = content.indexOf('\n', from);
        assertThat(lines.offset()).isEqualTo(from);
        assertThat(lines.isEnded()).isEqualTo(end >= 0);
        assertThat(lines.line())
            .isEqualTo(content.substring(from, end < 0 ? content.length() : end));
        from = end < 0 ? content.length() : end + 1;
        assertThat(lines.end()).isEqualTo(from);
      }
    }
    assertThat(from).isEqualTo(content.length());
  }

  private static void checkTold(StateDirectory state) {
    try (Told told = state.told(WORK)) {
      told.again("trouble", NOON);
      assertThat(told.again("trouble", NOON)).isTrue();
    }
    try (Told told = state.told(WORK)) {
      assertThat(told.again("trouble", NOON)).isTrue();
    }
  }

  /// Opens the state, which has to hold all that is whole, and to go on from there.
  private static void check(StateDirectory state, Map<String, String> contents) throws Failed {
    List<String> remembered = new ArrayList<>();
    try (Ledger ledger = state.open(WORK, MAILBOX)) {
      SeenTable whole = wholePrefix(contents);
      remembered.addAll(lines((SeenTable) ledger.seen()));
      assertThat(remembered).containsExactlyInAnyOrderElementsOf(lines(whole));
      ledger.record(List.of(new Entry.Learnt("one more", "yes")));
    }
    try (Ledger ledger = state.open(WORK, MAILBOX)) {
      assertThat(ledger.seen().learnt("one more")).contains("yes");
      ledger.record(List.of(new Entry.Learnt("one more", "")));
    }
    try (Ledger ledger = state.open(WORK, MAILBOX)) {
      remembered.remove("learnt one%20more yes");
      assertThat(lines((SeenTable) ledger.seen())).containsAll(remembered);
    }
  }

  /// All lines of the snapshot, and those of its journal up to the first that is not whole.
  private static SeenTable wholePrefix(Map<String, String> contents) {
    var table = new SeenTable();
    List<String> snapshot = ended(contents.getOrDefault("snapshot", ""));
    List<String> journal = ended(contents.getOrDefault("journal", ""));
    if (snapshot.isEmpty()) {
      return table;
    }
    Header first = Header.parse(Header.Kind.SNAPSHOT, snapshot.getFirst()).orElseThrow();
    snapshot.stream().skip(1).forEach(line -> replay(line, table));
    Optional<Header> second = Header.parse(Header.Kind.JOURNAL, journal.getFirst());
    if (second.orElseThrow().generation() == first.generation()) {
      for (String line : journal.subList(1, journal.size())) {
        if (Line.parse(line).isEmpty()) {
          break;
        }
        replay(line, table);
      }
    }
    return table;
  }

  /// The lines that have an end.
  private static List<String> ended(String content) {
    List<String> lines = List.of(content.split("\n", -1));
    return lines.subList(0, lines.size() - 1);
  }

  private static void replay(String line, SeenTable table) {
    EntryText.replay(Line.parse(line).orElseThrow().words(), table);
  }

  private static List<String> lines(SeenTable table) {
    var lines = new ArrayList<String>();
    try {
      table.forEachLine(lines::add);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return lines;
  }

  /// The way out that is told leads out.
  private static void checkRefused(StateDirectory state, Failed refused) throws Failed {
    Failure failure = refused.failure();
    assertThat(failure.toString()).doesNotContainPattern("\\p{Cntrl}");
    assertThat(failure.next()).contains("popfetch state ");
    if (failure.kind() == Failure.Kind.CONFIG) {
      state.adopt(WORK, WORK, MAILBOX);
      state.open(WORK, MAILBOX).close();
      return;
    }
    assertThat(failure.kind()).isEqualTo(Failure.Kind.CANNOT_OPEN);
    checkMended(state, failure);
    state.forget(WORK);
    state.open(WORK, MAILBOX).close();
  }

  private static void checkMended(StateDirectory state, Failure failure) throws Failed {
    Optional<Failed> summary = failure(() -> state.summary(WORK));
    if (!failure.next().contains("--damaged")) {
      assertThat(summary).isPresent();
      return;
    }
    // The other file may be of a newer version, which is noticed only now.
    summary.ifPresent(e -> assertThat(e.failure().next()).contains("to start anew"));
    Optional<Failed> mended = failure(() -> state.forgetDamaged(WORK));
    if (mended.isPresent()) {
      assertThat(mended.get().failure().next()).containsPattern("starts? anew");
    } else {
      Optional<Failed> opened = failure(() -> state.open(WORK, MAILBOX).close());
      opened.ifPresent(e -> assertThat(e.failure().kind()).isEqualTo(Failure.Kind.CONFIG));
    }
  }

  private interface Attempt {
    void run() throws Failed;
  }

  private static Optional<Failed> failure(Attempt attempt) {
    try {
      attempt.run();
      return Optional.empty();
    } catch (Failed e) {
      return Optional.of(e);
    }
  }

  private void clear() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path one :
          all.filter(one -> !one.equals(directory)).sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }
}
