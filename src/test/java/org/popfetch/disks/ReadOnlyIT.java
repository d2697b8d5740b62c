package org.popfetch.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;

/// Rows 10 and 11: a place that may not be written, on a disk that is mounted read-only or in a
/// directory that its permissions protect.
///
/// No permissions bind root: started by root, the program runs as a user without any rights, in a
/// home of that user's.
class ReadOnlyIT {
  private static final Ran SILENT = new Ran(0, "", "");
  private static final String READ_ONLY = "read-only file system";
  private static final String NOBODY = "65534";

  @TempDir Path home;
  private Household household;
  private Mailroom mail;

  @BeforeEach
  void open() throws IOException {
    household = new Household(home);
    mail = new Mailroom(household);
    mail.send(5, 1000);
  }

  @AfterEach
  void close() throws IOException {
    mail.close();
    // Else the folder could not be removed without root.
    for (String name : List.of("disk", "state", "disk/Mail/new", "disk/Mail/tmp")) {
      if (Files.isDirectory(household.path(name))) {
        permit(name, "rwx------");
      }
    }
  }

  private SmallDisk disk(String place) throws IOException {
    boolean possible = SmallDisk.isPossible(home);
    if (!possible) {
      System.err.println("SKIPPED: a read-only disk, because nothing can be mounted here");
    }
    Assumptions.assumeTrue(possible, "nothing can be mounted here");
    return SmallDisk.mount(household.path(place), 512);
  }

  private List<String> maildir() throws IOException {
    return Mailroom.inFolder(household.path("disk/Mail/new"));
  }

  private List<String> mbox() throws IOException {
    return Mailroom.inMbox(household.path("disk/mbox"));
  }

  private static void assertRefused(Ran ran, String... words) {
    assertThat(ran.status()).as(ran.err()).isEqualTo(73);
    assertThat(ran.err())
        .startsWith("work: ")
        .contains(words)
        .contains("nothing was fetched")
        .hasLineCount(1);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void aStateThatWasMountedReadOnly() throws Exception {
    try (SmallDisk disk = disk("state")) {
      mail.configure("'maildir:~/disk/Mail'", "state-dir = '~/state'");
      disk.forbidWriting();
      String place = household.path("state").toString();
      assertRefused(household.popfetch("sync"), place, READ_ONLY);
      disk.allowWriting();
      assertThat(household.popfetch("sync")).isEqualTo(SILENT);
      // The same for an account that has a state already.
      mail.send(2, 1000);
      disk.forbidWriting();
      assertRefused(household.popfetch("sync"), place, READ_ONLY);
      assertThat(maildir()).hasSize(5);
      disk.allowWriting();
      assertThat(household.popfetch("sync")).isEqualTo(SILENT);
      mail.assertEverythingArrivedOnce(maildir());
    }
  }

  @Test
  void aMaildirThatWasMountedReadOnly() throws Exception {
    mail.configure("'maildir:~/disk/Mail'");
    try (SmallDisk disk = disk("disk")) {
      disk.forbidWriting();
      String place = "delivering to " + household.path("disk/Mail");
      assertRefused(household.popfetch("sync"), place, READ_ONLY);
      disk.allowWriting();
      assertThat(household.popfetch("sync")).isEqualTo(SILENT);
      mail.send(2, 1000);
      disk.forbidWriting();
      assertRefused(household.popfetch("sync"), place, READ_ONLY);
      disk.allowWriting();
      assertThat(household.popfetch("sync")).isEqualTo(SILENT);
      mail.assertEverythingArrivedOnce(maildir());
    }
  }

  @Test
  void anMboxThatWasMountedReadOnly() throws Exception {
    mail.configure("'mbox:~/disk/mbox'");
    try (SmallDisk disk = disk("disk")) {
      disk.forbidWriting();
      String place = "delivering to " + household.path("disk/mbox");
      assertRefused(household.popfetch("sync"), place, READ_ONLY);
      disk.allowWriting();
      assertThat(household.popfetch("sync")).isEqualTo(SILENT);
      mail.send(2, 1000);
      disk.forbidWriting();
      assertRefused(household.popfetch("sync"), place, READ_ONLY);
      disk.allowWriting();
      assertThat(household.popfetch("sync")).isEqualTo(SILENT);
      mail.assertEverythingArrivedOnce(mbox());
    }
  }

  /// The household of a user whom permissions bind.
  private Household bound() throws Exception {
    if (!System.getProperty("user.name").equals("root")) {
      return household;
    }
    boolean possible =
        Files.isExecutable(Path.of("/usr/bin/setpriv"))
            && isOpenToAll(image())
            && isOpenToAll(home);
    if (!possible) {
      System.err.println("SKIPPED: unwritable directories, because root writes everywhere");
    }
    Assumptions.assumeTrue(possible, "root cannot become another user who gets at the program");
    for (String file : List.of("out", "err")) {
      Files.createFile(household.path(file));
    }
    new ProcessBuilder("chown", "-R", NOBODY + ":" + NOBODY, home.toString()).start().waitFor();
    return household.under(
        "/usr/bin/setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
  }

  private static Path image() {
    return Path.of(System.getProperty("popfetch.image"), "bin/popfetch").toAbsolutePath();
  }

  /// Whether everybody may go through all directories above a file.
  private static boolean isOpenToAll(Path file) throws IOException {
    for (Path above = file.getParent(); above != null; above = above.getParent()) {
      if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(above)).endsWith("x")) {
        return false;
      }
    }
    return true;
  }

  private void permit(String name, String permissions) throws IOException {
    Files.setPosixFilePermissions(
        household.path(name), PosixFilePermissions.fromString(permissions));
  }

  @Test
  void aStateDirectoryThatForbidsWriting() throws Exception {
    mail.configure("'maildir:~/disk/Mail'", "state-dir = '~/state'");
    Files.createDirectories(household.path("state"));
    Household bound = bound();
    permit("state", "r-x------");
    assertRefused(bound.popfetch("sync"), household.path("state").toString(), "permission denied");
    assertThat(household.path("disk")).doesNotExist();
    permit("state", "rwx------");
    assertThat(bound.popfetch("sync")).isEqualTo(SILENT);
    mail.assertEverythingArrivedOnce(maildir());
  }

  @Test
  void aMaildirThatForbidsWriting() throws Exception {
    mail.configure("'maildir:~/disk/Mail'");
    for (String name : List.of("cur", "new", "tmp")) {
      Files.createDirectories(household.path("disk/Mail").resolve(name));
    }
    Household bound = bound();
    for (String name : List.of("disk/Mail/tmp", "disk/Mail/new")) {
      permit(name, "r-x------");
      assertRefused(bound.popfetch("sync"), "permission denied", household.path(name).toString());
      permit(name, "rwx------");
    }
    assertThat(bound.popfetch("sync")).isEqualTo(SILENT);
    mail.assertEverythingArrivedOnce(maildir());
  }

  @Test
  void anMboxThatForbidsWriting() throws Exception {
    mail.configure("'mbox:~/disk/mbox'");
    Files.createDirectories(household.path("disk"));
    Files.createFile(household.path("disk/mbox"));
    Household bound = bound();
    permit("disk/mbox", "r--------");
    assertRefused(
        bound.popfetch("sync"), "permission denied", household.path("disk/mbox").toString());
    permit("disk/mbox", "rw-------");
    assertThat(bound.popfetch("sync")).isEqualTo(SILENT);
    mail.assertEverythingArrivedOnce(mbox());
  }

  @Test
  void aDirectoryThatForbidsDotLocksIsNoHindrance() throws Exception {
    mail.configure("'mbox:~/disk/mbox'");
    Files.createDirectories(household.path("disk"));
    Files.createFile(household.path("disk/mbox"));
    Household bound = bound();
    permit("disk", "r-x------");
    Ran ran = bound.popfetch("-v", "sync");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err().lines().filter(line -> line.contains("fcntl alone"))).hasSize(1);
    mail.send(2, 1000);
    assertThat(bound.popfetch("sync").status()).isZero();
    mail.assertEverythingArrivedOnce(mbox());
  }
}
