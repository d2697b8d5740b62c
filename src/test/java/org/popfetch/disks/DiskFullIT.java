package org.popfetch.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;

/// Row 10: the disk is full.
class DiskFullIT {
  private static final Ran SILENT = new Ran(0, "", "");
  private static final String FULL = "no space left on device";
  private static final int SMALL = 512;
  private static final int ENOUGH = 16 * 1024;

  @TempDir Path home;
  private Household household;
  private Mailroom mail;

  /// What is at the destination now.
  private interface Destination {
    List<String> texts() throws IOException;
  }

  @BeforeEach
  void open() throws IOException {
    household = new Household(home);
    mail = new Mailroom(household);
  }

  @AfterEach
  void close() {
    mail.close();
  }

  private SmallDisk disk(String place) throws IOException {
    boolean possible = SmallDisk.isPossible(home);
    if (!possible) {
      System.err.println("SKIPPED: a full disk, because nothing can be mounted here");
    }
    Assumptions.assumeTrue(possible, "nothing can be mounted here");
    return SmallDisk.mount(household.path(place), SMALL);
  }

  private List<String> maildir() throws IOException {
    return Mailroom.inFolder(household.path("disk/Mail/new"));
  }

  private List<String> mbox() throws IOException {
    return Mailroom.inMbox(household.path("disk/mbox"));
  }

  /// A run on a full disk.
  ///
  /// @param words what it has to say, each somewhere in its one line
  private void assertItFails(int status, Destination here, Path state, String... words)
      throws Exception {
    Ran ran = household.popfetch("sync");
    assertThat(ran.status()).as(ran.err()).isEqualTo(status);
    assertThat(ran.err()).startsWith("work: ").contains(words).hasLineCount(1);
    assertThat(ran.out()).isEmpty();
    mail.assertNothingIsLostBrokenOrTwice(here.texts(), state);
  }

  private void assertItCompletes(Destination here, Path state) throws Exception {
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    mail.assertNothingIsLostBrokenOrTwice(here.texts(), state);
    mail.assertEverythingArrivedOnce(here.texts());
  }

  private void assertNothingArrives(int status, Destination here, Path state, String... words)
      throws Exception {
    int before = here.texts().size();
    int waiting = mail.onServer();
    assertItFails(status, here, state, words);
    assertThat(here.texts()).hasSize(before);
    assertThat(mail.onServer()).isEqualTo(waiting);
  }

  @Test
  void aMaildirOnAFullDiskTakesWhatFits() throws Exception {
    mail.send(40, 20_000);
    mail.configure("'maildir:~/disk/Mail'");
    try (SmallDisk disk = disk("disk")) {
      String place = "delivering to " + household.path("disk/Mail") + ": " + FULL;
      assertItFails(74, this::maildir, state(), place, "free some space");
      assertThat(household.path("disk/Mail/tmp")).isEmptyDirectory();
      assertThat(maildir()).isNotEmpty();
      assertItFails(74, this::maildir, state(), place);
      disk.grow(ENOUGH);
      assertItCompletes(this::maildir, state());
    }
  }

  @Test
  void anMboxOnAFullDiskHoldsWholeMessagesOnly() throws Exception {
    mail.send(40, 20_000);
    mail.configure("'mbox:~/disk/mbox'");
    try (SmallDisk disk = disk("disk")) {
      String place = "delivering to " + household.path("disk/mbox") + ": " + FULL;
      assertItFails(74, this::mbox, state(), place, "free some space");
      assertThat(mbox()).isNotEmpty();
      long length = Files.size(household.path("disk/mbox"));
      assertNothingArrives(74, this::mbox, state(), place);
      assertThat(household.path("disk/mbox")).hasSize(length);
      assertThat(household.path("disk")).isDirectoryNotContaining("glob:**.lock*");
      assertThat(state().resolve("work/spool")).isEmptyDirectory();
      disk.grow(ENOUGH);
      assertItCompletes(this::mbox, state());
    }
  }

  @Test
  void aFullSpoolIsNamedWhenAnMboxHasSpaceLeft() throws Exception {
    mail.send(3, 20_000);
    mail.send(1, 1_000_000);
    mail.send(3, 20_000);
    try (SmallDisk disk = disk("state")) {
      mail.configure("'mbox:~/mbox'", "state-dir = '~/state'");
      Destination mbox = () -> Mailroom.inMbox(household.path("mbox"));
      Path state = household.path("state");
      String place = state.resolve("work/spool").toString();
      assertItFails(74, mbox, state, "delivering to " + household.path("mbox"), place, FULL);
      assertThat(state.resolve("work/spool")).isEmptyDirectory();
      assertItFails(74, mbox, state, place, FULL);
      disk.grow(ENOUGH);
      assertItCompletes(mbox, state);
    }
  }

  @Test
  void aFullSpoolIsNamedWhenAProgramWaits() throws Exception {
    mail.send(3, 20_000);
    mail.send(1, 1_000_000);
    try (SmallDisk disk = disk("state")) {
      Files.createDirectories(household.path("got"));
      mail.configure(
          "{ pipe = ['sh', '-c', 'cat >~/got/$POPFETCH_UID'] }", "state-dir = '~/state'");
      Destination got = () -> Mailroom.inFolder(household.path("got"));
      Path state = household.path("state");
      String place = state.resolve("work/spool").toString();
      assertItFails(74, got, state, "delivering to sh", place, FULL);
      disk.grow(ENOUGH);
      assertItCompletes(got, state);
    }
  }

  @Test
  void nothingIsFetchedWhenTheStateFindsNoPlaceAtAll() throws Exception {
    mail.send(5, 1000);
    try (SmallDisk disk = disk("state")) {
      mail.configure("'maildir:~/disk/Mail'", "state-dir = '~/state'");
      Path state = household.path("state");
      disk.fill(0);
      assertItFails(73, this::maildir, state, state.toString(), FULL, "nothing was fetched");
      assertThat(household.path("disk")).doesNotExist();
      disk.grow(ENOUGH);
      assertItCompletes(this::maildir, state);
    }
  }

  @Test
  void aJournalThatFillsTheDiskStopsTheRun() throws Exception {
    mail.send(400, 300);
    try (SmallDisk disk = disk("state")) {
      mail.configure("'maildir:~/disk/Mail'", "state-dir = '~/state'");
      Path state = household.path("state");
      disk.fill(48);
      String place = "writing its state in " + state.resolve("work") + ": " + FULL;
      assertItFails(74, this::maildir, state, place, "nothing was lost");
      assertThat(maildir()).isNotEmpty();
      assertThat(mail.onServer()).isPositive();
      assertItFails(74, this::maildir, state, place);
      disk.grow(ENOUGH);
      assertItCompletes(this::maildir, state);
      assertThat(household.path("disk/Mail/tmp")).isEmptyDirectory();
    }
  }

  @Test
  void aCompactionThatFindsNoSpaceLeavesTheStateAsItWas() throws Exception {
    mail.send(320, 300);
    try (SmallDisk disk = disk("state")) {
      mail.configure("'maildir:~/disk/Mail'", "state-dir = '~/state'");
      Path state = household.path("state");
      assertItCompletes(this::maildir, state);
      // 960 lines of journal are there by now; at 1000 it is merged into the snapshot. The next run
      // writes some 30 kB, for 20 messages and that 320 are gone; no snapshot fits into what is
      // left.
      mail.send(20, 300);
      disk.fill(44);
      assertItCompletes(this::maildir, state);
      assertThat(Files.size(state.resolve("work/snapshot"))).isLessThan(1000);
      assertThat(state.resolve("work/snapshot.new")).doesNotExist();
      mail.send(2, 300);
      assertNothingArrives(73, this::maildir, state, state.toString(), FULL);
      disk.grow(ENOUGH);
      assertItCompletes(this::maildir, state);
      assertThat(Files.size(state.resolve("work/snapshot"))).isGreaterThan(10_000);
    }
  }

  @Test
  void everythingOnOneFullDisk() throws Exception {
    mail.send(60, 20_000);
    try (SmallDisk disk = disk("disk")) {
      mail.configure("'maildir:~/disk/Mail'", "state-dir = '~/disk/state'");
      Path state = household.path("disk/state");
      assertItFails(74, this::maildir, state, household.path("disk").toString(), FULL);
      assertItFails(74, this::maildir, state, household.path("disk").toString(), FULL);
      disk.grow(ENOUGH);
      assertItCompletes(this::maildir, state);
    }
  }

  @Test
  void everythingOnOneFullDiskWithAnMbox() throws Exception {
    mail.send(60, 20_000);
    try (SmallDisk disk = disk("disk")) {
      mail.configure("'mbox:~/disk/mbox'", "state-dir = '~/disk/state'");
      Path state = household.path("disk/state");
      assertItFails(74, this::mbox, state, household.path("disk").toString(), FULL);
      assertItFails(74, this::mbox, state, household.path("disk").toString(), FULL);
      disk.grow(ENOUGH);
      assertItCompletes(this::mbox, state);
    }
  }

  /// Needs no mount: RLIMIT_FSIZE, as `ulimit -f` sets it, in units of 512 octets.
  private Ran limited(int blocks) throws IOException {
    return household
        .under("/bin/sh", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh")
        .popfetch("sync");
  }

  @Test
  void anMboxThatMayNotGrowHoldsWholeMessagesOnly() throws Exception {
    mail.send(20, 20_000);
    mail.configure("'mbox:~/disk/mbox'");
    Ran ran = limited(400);
    assertThat(ran.status()).as(ran.err()).isEqualTo(74);
    assertThat(ran.err())
        .contains("delivering to " + household.path("disk/mbox") + ": file too large")
        .hasLineCount(1);
    assertThat(mbox()).isNotEmpty();
    mail.assertNothingIsLostBrokenOrTwice(mbox(), state());
    assertItCompletes(this::mbox, state());
  }

  @Test
  void aMessageThatIsLargerThanAFileMayBeDoesNotBarTheOthersForGood() throws Exception {
    mail.send(3, 1000);
    mail.send(1, 400_000);
    mail.send(3, 1000);
    mail.configure("'maildir:~/disk/Mail'");
    assertThat(limited(400).status()).isEqualTo(74);
    mail.assertNothingIsLostBrokenOrTwice(maildir(), state());
    assertThat(limited(400).status()).isEqualTo(74);
    mail.assertNothingIsLostBrokenOrTwice(maildir(), state());
    assertThat(maildir()).hasSize(6);
    assertThat(household.path("disk/Mail/tmp")).isEmptyDirectory();
    assertItCompletes(this::maildir, state());
  }

  @Test
  void aJournalThatMayNotGrowStopsTheRun() throws Exception {
    mail.send(400, 300);
    mail.configure("'maildir:~/disk/Mail'");
    Ran ran = limited(60);
    assertThat(ran.status()).as(ran.err()).isEqualTo(74);
    assertThat(ran.err()).contains("writing its state in " + state().resolve("work"));
    mail.assertNothingIsLostBrokenOrTwice(maildir(), state());
    assertItCompletes(this::maildir, state());
  }

  private Path state() {
    return household.stateDirectory();
  }
}
