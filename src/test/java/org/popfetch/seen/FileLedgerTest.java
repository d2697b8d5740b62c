package org.popfetch.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.os.RealDisk;
import org.popfetch.os.Step;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

class FileLedgerTest implements LedgerContract {
  @TempDir Path directory;

  @Override
  public Ledger open() throws Failed {
    return Samples.open(directory);
  }

  private Failure refusal() {
    Failed failed =
        catchThrowableOfType(
            Failed.class,
            () -> {
              try (Ledger _ = open()) {
                // Opening it is what should fail.
              }
            });
    assertThat(failed).as("it opened").isNotNull();
    return failed.failure();
  }

  private StateFiles files() {
    return new StateFiles(directory, Samples.WORK);
  }

  private Path snapshot() {
    return directory.resolve("work/snapshot");
  }

  private Path journal() {
    return directory.resolve("work/journal");
  }

  /// Delivers messages, each in a batch of its own.
  private void deliver(int from, int to) throws Failed {
    deliver(from, to, 1);
  }

  private void deliver(int from, int to, int batch) throws Failed {
    try (Ledger ledger = open()) {
      for (int first = from; first <= to; first += batch) {
        ledger.record(
            IntStream.range(first, Math.min(first + batch, to + 1))
                .<Entry>mapToObj(Samples::delivered)
                .toList());
      }
    }
  }

  private List<String> uids() throws Failed {
    try (Ledger ledger = open()) {
      return ledger.seen().all().stream().map(m -> m.id().text()).sorted().toList();
    }
  }

  @Test
  void filesAreForTheirOwnerOnly() throws Exception {
    deliver(1, 1);
    try (Stream<Path> all = Files.walk(directory.resolve("work"))) {
      for (Path path : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void filesReadAsTheManualSays() throws Exception {
    String mark;
    try (Ledger ledger = open()) {
      mark = ledger.mark();
      ledger.record(List.of(Samples.delivered(1), Samples.intended(2)));
    }
    assertThat(Files.readString(snapshot()).replaceAll(" [0-9a-f]{8}\n", "\n"))
        .isEqualTo(
            """
            popfetch-state 1 snapshot %s 1 0 pop.example.com me@example.com 0 -
            """
                .formatted(mark));
    assertThat(Files.readString(journal()).replaceAll(" [0-9a-f]{8}\n", "\n"))
        .isEqualTo(
            """
            popfetch-state 1 journal %s 1 0 pop.example.com me@example.com
            1/1 delivered uid uid-1 0 1001 %032x 2026-11-21T12:00:01Z - -
            2/1 intended uid uid-2 0 1002 %032x maildir:/home/me/Mail to%%20new/2
            """
                .formatted(mark, 1, 2));
  }

  @Test
  void aTornLastLineIsCutOffWhereverItIsTorn() throws Exception {
    deliver(1, 3);
    byte[] whole = Files.readAllBytes(journal());
    int last = startOfLine(whole, 4);
    for (int length = last; length < whole.length; length++) {
      Files.write(journal(), Arrays.copyOf(whole, length));
      assertThat(uids()).as("cut to %d octets", length).containsExactly("uid-1", "uid-2");
      assertThat(Files.size(journal())).isEqualTo(last);
    }
  }

  @Test
  void severalTornLinesAndNulsAtTheEndAreCutOff() throws Exception {
    deliver(1, 2);
    byte[] whole = Files.readAllBytes(journal());
    for (String tail :
        List.of(
            "\0".repeat(5000), "3/3 deliv\n4/3 del\n", "\n\n", "\0\0\n\0\0", "3/3 x 00000000\n")) {
      Files.write(journal(), whole);
      Files.writeString(journal(), tail, StandardOpenOption.APPEND);
      assertThat(uids()).containsExactly("uid-1", "uid-2");
      assertThat(Files.readAllBytes(journal())).isEqualTo(whole);
    }
  }

  @Test
  void afterATornLineEntriesAreAppendedAsIfItHadNotBeen() throws Exception {
    deliver(1, 2);
    Files.writeString(journal(), "3/3 delivered", StandardOpenOption.APPEND);
    deliver(3, 3);
    assertThat(uids()).containsExactly("uid-1", "uid-2", "uid-3");
  }

  @Test
  void everyChangedOctetBeforeTheLastLineIsReported() throws Exception {
    deliver(1, 4);
    byte[] whole = Files.readAllBytes(journal());
    for (int i = 0; i < startOfLine(whole, 5); i++) {
      for (int change : new int[] {1, 0x0a, 0x80, whole[i]}) { // the last one makes it a NUL
        byte[] changed = whole.clone();
        changed[i] ^= (byte) change;
        Files.write(journal(), changed);
        assertThatThrownBy(() -> Loaded.from(files())).isInstanceOf(Damaged.class);
      }
    }
  }

  @Test
  void everyChangedOctetOfASnapshotIsReported() throws Exception {
    deliver(1, 1200, 100);
    byte[] whole = Files.readAllBytes(snapshot());
    assertThat(whole.length).isGreaterThan(100_000);
    for (int i = 0; i < whole.length; i += i < 400 ? 1 : 997) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      Files.write(snapshot(), changed);
      assertThatThrownBy(() -> Loaded.from(files())).isInstanceOf(Damaged.class);
    }
    Files.write(snapshot(), Arrays.copyOf(whole, startOfLine(whole, 1000)));
    assertThat(refusal().cause()).endsWith("snapshot has 998 lines instead of 1200");
  }

  @Test
  void everyLineThatIsMissingIsReported() throws Exception {
    deliver(1, 4);
    List<String> lines = Files.readAllLines(journal());
    for (int i = 0; i < lines.size() - 1; i++) {
      List<String> fewer = new ArrayList<>(lines);
      fewer.remove(i);
      Files.write(journal(), fewer);
      assertThat(refusal().kind()).isEqualTo(Failure.Kind.CANNOT_OPEN);
    }
  }

  @Test
  void damageNamesTheFileTheLineAndTheWaysOut() throws Exception {
    deliver(1, 3);
    Files.writeString(journal(), Files.readString(journal()).replace("uid-2", "uid-9"));
    assertThat(refusal().toString())
        .isEqualTo(
            "opening its state: %s:3: this line is damaged, and whole ones follow it; nothing was"
                    .formatted(journal())
                + " fetched. popfetch state show work tells what can still be read; popfetch state"
                + " forget --damaged work goes on without the rest, whose messages may arrive"
                + " again; popfetch state forget work starts anew");
  }

  @Test
  void blocksThatWereNotWrittenAreForgivenWithinABatchOnly() throws Exception {
    deliver(1, 1);
    long forced = Files.size(journal());
    try (Ledger ledger = open()) {
      List<Entry> batch = new ArrayList<>();
      for (int i = 2; i <= 40; i++) {
        batch.add(Samples.delivered(i));
      }
      ledger.record(batch);
    }
    byte[] whole = Files.readAllBytes(journal());
    assertThat(whole.length).isGreaterThan(2048);

    Files.write(journal(), nuls(whole, 1024, 1536));
    List<String> left = uids();
    assertThat(left).hasSizeBetween(2, 14).contains("uid-1", "uid-2");

    Files.write(journal(), nuls(whole, (int) forced, 512));
    assertThat(uids()).containsExactly("uid-1");

    Files.write(journal(), nuls(whole, 1024, 1500)); // no block ends there
    assertThat(refusal().kind()).isEqualTo(Failure.Kind.CANNOT_OPEN);

    Files.write(journal(), whole);
    deliver(41, 41); // so that the batch had been forced
    Files.write(journal(), nuls(Files.readAllBytes(journal()), 1024, 1536));
    assertThat(refusal().kind()).isEqualTo(Failure.Kind.CANNOT_OPEN);
  }

  @Test
  void filesThatDoNotBelongTogetherAreReported() throws Exception {
    deliver(1, 2);
    byte[] journalOfOne = Files.readAllBytes(journal());
    byte[] snapshotOfOne = Files.readAllBytes(snapshot());

    Files.delete(journal());
    assertThat(refusal().cause()).endsWith("journal is missing");

    Files.write(journal(), journalOfOne);
    Files.delete(snapshot());
    assertThat(refusal().cause()).contains("snapshot is missing");

    Files.write(snapshot(), snapshotOfOne);
    deliver(3, 1100, 100);
    deliver(1101, 2300, 100);
    byte[] journalOfThree = Files.readAllBytes(journal());
    Files.write(journal(), journalOfOne);
    assertThat(refusal().cause())
        .endsWith("is of generation 1, the snapshot beside it of generation 3");

    Files.write(journal(), journalOfThree);
    Files.write(snapshot(), snapshotOfOne);
    assertThat(refusal().cause())
        .endsWith("is of generation 3, the snapshot beside it of generation 1");
  }

  @Test
  void aCreationThatWasCutShortIsBegunAnew() throws Exception {
    for (String journal :
        List.of("", "popfetch-st", "\0\0\0\0", "popfetch-state 1 journal x 1 0 h u")) {
      Files.createDirectories(directory.resolve("work"));
      Files.deleteIfExists(snapshot());
      Files.writeString(journal(), journal);
      Files.writeString(directory.resolve("work/snapshot.new"), "half");
      assertThat(uids()).isEmpty();
    }
  }

  @Test
  void aLaterFormatIsRefusedInClearWords() throws Exception {
    deliver(1, 1);
    for (Path file : List.of(journal(), snapshot())) {
      String whole = Files.readString(file);
      Files.writeString(file, whole.replace("popfetch-state 1", "popfetch-state 2"));
      assertThat(refusal().cause())
          .isEqualTo(file + " was written by a newer popfetch (format 2; this one reads up to 1)");
      Files.writeString(file, whole);
    }
  }

  @Test
  void aLongJournalIsMergedIntoTheSnapshot() throws Exception {
    deliver(1, 1000, 100);
    assertThat(Files.readAllLines(journal())).hasSize(1001);
    deliver(1001, 1001);
    assertThat(Files.readAllLines(journal())).hasSize(1);
    assertThat(Files.readAllLines(snapshot())).hasSize(1002);
    deliver(1002, 1002);
    assertThat(Files.readAllLines(journal()).getLast()).startsWith("1002/1002 ");
    assertThat(uids()).hasSize(1002);
  }

  @Test
  void aLongJournalOfARunThatWasKilledIsMergedAtTheNextOpening() throws Exception {
    deliver(1, 900, 100);
    byte[] before = Files.readAllBytes(journal());
    byte[] snapshot = Files.readAllBytes(snapshot());
    List<String> more = new ArrayList<>();
    for (int i = 901; i <= 1100; i++) {
      more.add(Line.text(i, i, EntryText.of(Samples.delivered(i))).stripTrailing());
    }
    Files.write(journal(), before);
    Files.write(journal(), more, StandardOpenOption.APPEND);
    assertThat(Files.readAllBytes(snapshot())).isEqualTo(snapshot);
    try (Ledger ledger = open()) {
      assertThat(Files.readAllLines(snapshot())).hasSize(1101);
      assertThat(ledger.seen().all()).hasSize(1100);
    }
  }

  @Test
  void untilItHasBegunItIsAboutNobodysMailbox() throws Exception {
    StateDirectory state = Samples.state(directory);
    try (Ledger ledger = state.open(Samples.WORK, new Mailbox("pop.example.org", "mee"))) {
      assertThat(ledger.isBegun()).isFalse();
      ledger.record(List.of());
      assertThat(ledger.isBegun()).isFalse();
    }
    assertThat(state.accounts()).isEmpty();
    try (Ledger ledger = state.open(Samples.WORK, Samples.MAILBOX)) {
      ledger.begin();
      assertThat(ledger.isBegun()).isTrue();
    }
    assertThat(state.about(Samples.MAILBOX)).containsExactly(Samples.WORK);
    try (Ledger ledger = state.open(Samples.WORK, Samples.MAILBOX)) {
      assertThat(ledger.isBegun()).isTrue();
    }
  }

  @Test
  void anotherMailboxIsRefusedWithTheWayOut() throws Exception {
    deliver(1, 1);
    StateDirectory state = Samples.state(directory);
    Failed failed =
        catchThrowableOfType(
            Failed.class,
            () -> {
              try (Ledger _ =
                  state.open(Samples.WORK, new Mailbox("pop.example.org", "me@example.com"))) {
                // Opening it is what should fail.
              }
            });
    assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.CONFIG);
    assertThat(failed.getMessage())
        .contains("me@example.com on pop.example.com", "me@example.com on pop.example.org")
        .contains("popfetch state adopt work");
    try (Ledger ledger =
        state.open(Samples.WORK, new Mailbox("POP.Example.com", "me@example.com"))) {
      assertThat(ledger.seen().all()).hasSize(1);
    }
  }

  @Test
  void anUnusableDirectoryIsRefused() throws Exception {
    Files.writeString(directory.resolve("work"), "a file");
    assertThat(refusal().kind()).isEqualTo(Failure.Kind.CANNOT_OPEN);
    Files.delete(directory.resolve("work"));
    Files.createDirectories(directory.resolve("work/lock"));
    assertThat(refusal().kind()).isEqualTo(Failure.Kind.CANNOT_OPEN);
  }

  @Test
  void whatCouldNotBeForcedIsCutOffAndEndsTheLedger() throws Exception {
    assertEndedBy(Step.Kind.FORCE);
    assertThat(uids()).containsExactly("uid-1");
  }

  @Test
  void whatCouldNotBeWrittenEndsTheLedger() throws Exception {
    assertEndedBy(Step.Kind.WRITE);
    assertThat(uids()).containsExactly("uid-1");
  }

  private void assertEndedBy(Step.Kind kind) throws Failed {
    boolean[] full = {false};
    var disk =
        new RealDisk(step -> {
          if (full[0] && step.kind() == kind) {
            throw new IOException("No space left on device");
          }
        });
    try (Ledger ledger = Samples.state(directory, disk).open(Samples.WORK, Samples.MAILBOX)) {
      ledger.record(List.of(Samples.delivered(1)));
      full[0] = true;
      for (int i = 0; i < 2; i++) {
        Failed failed =
            catchThrowableOfType(Failed.class, () -> ledger.record(List.of(Samples.delivered(2))));
        assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.DELIVERY);
        full[0] = false; // room again, but what is on the disk is unknown
      }
      assertThat(ledger.seen().all()).hasSize(1);
    }
  }

  private static byte[] nuls(byte[] whole, int from, int to) {
    byte[] changed = whole.clone();
    Arrays.fill(changed, from, to, (byte) 0);
    return changed;
  }

  /// @param number counts from 1
  private static int startOfLine(byte[] text, int number) {
    int at = 0;
    for (int line = 1; line < number; at++) {
      line += text[at] == '\n' ? 1 : 0;
    }
    return at;
  }
}
