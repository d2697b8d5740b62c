package org.popfetch.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// packaging/install.sh, into a folder of the test's own.
class InstallIT {
  @TempDir private Path destination;

  @Test
  void installsWhatThereIsAndTakesAllOfItAwayAgain() throws IOException {
    install("/usr/local");

    Ran.run(Map.of(), List.of(destination + "/usr/local/bin/popfetch", "--version")).quietly();
    assertThat(files("/usr/local/share/man"))
        .containsExactlyInAnyOrderElementsOf(names(Path.of("man")));
    assertThat(files("/usr/local/lib/systemd/user"))
        .containsExactlyInAnyOrder("popfetch.service", "popfetch.timer");
    assertThat(destination.resolve("usr/local/lib/systemd/user/popfetch.service"))
        .content()
        .contains("\nExecStart=\"/usr/local/bin/popfetch\" sync\n");

    uninstall("/usr/local");
    assertThat(destination).isEmptyDirectory();
  }

  @Test
  void putsEachCompletionWhereItsShellLooks() throws IOException {
    install("/usr");

    var places =
        Map.of(
            "popfetch.bash", "usr/share/bash-completion/completions/popfetch",
            "_popfetch", "usr/share/zsh/site-functions/_popfetch",
            "popfetch.fish", "usr/share/fish/vendor_completions.d/popfetch.fish");
    for (String name : names(Path.of("completions"))) {
      assertThat(places).containsKey(name);
      assertThat(destination.resolve(places.get(name)))
          .hasSameBinaryContentAs(Path.of("completions", name));
    }
  }

  @Test
  void leavesAloneWhatOthersPutBesideIt() throws IOException {
    var other = Files.createDirectories(destination.resolve("usr/bin")).resolve("other");
    install("/usr");
    Files.writeString(other, "");
    var later = Files.writeString(destination.resolve("usr/lib/systemd/user/later.timer"), "");

    uninstall("/usr");

    try (var left = Files.walk(destination)) {
      assertThat(left.filter(Files::isRegularFile)).containsExactlyInAnyOrder(other, later);
    }
  }

  @Test
  void anUpgradeTakesTheOldVersionSLibrariesAway() throws IOException {
    install("/usr");
    var lib = destination.resolve("usr/lib/popfetch/lib");
    var record = destination.resolve("usr/lib/popfetch/installed");
    var old = Files.writeString(lib.resolve("library-of-yesterday-1.0.jar"), "");
    Files.writeString(
        record, Files.readString(record) + "/usr/lib/popfetch/lib/" + old.getFileName() + "\n");

    install("/usr");

    assertThat(old).doesNotExist();
    Ran.run(Map.of(), List.of(destination + "/usr/bin/popfetch", "--version")).quietly();
    uninstall("/usr");
    assertThat(destination.resolve("usr")).doesNotExist();
  }

  @Test
  void everybodyCanRunWhatAnAdministratorWithATightUmaskInstalls() throws IOException {
    Ran.run(
            environment("/opt/mail & more"),
            List.of("/bin/sh", "-c", "umask 077 && packaging/install.sh"))
        .quietly();

    try (var all = Files.walk(destination.resolve("opt"))) {
      for (Path path : all.filter(p -> !Files.isSymbolicLink(p)).toList()) {
        var rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        assertThat(rights)
            .as(path.toString())
            .matches(Files.isDirectory(path) ? "rwxr-xr-x" : "rw.r-.r-.");
      }
    }
    assertThat(destination.resolve("opt/mail & more/lib/systemd/user/popfetch.service"))
        .content()
        .contains("\nExecStart=\"/opt/mail & more/bin/popfetch\" sync\n");
    uninstall("/opt/mail & more");
    assertThat(destination).isEmptyDirectory();
  }

  @Test
  void saysSoWhenThereIsNothingToUninstall() throws IOException {
    var ran = Ran.run(environment("/usr"), List.of("packaging/install.sh", "uninstall"));

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("nothing to uninstall");
  }

  private void install(String prefix) throws IOException {
    Ran.run(environment(prefix), List.of("packaging/install.sh")).quietly();
  }

  private void uninstall(String prefix) throws IOException {
    Ran.run(environment(prefix), List.of("packaging/install.sh", "uninstall")).quietly();
  }

  private Map<String, String> environment(String prefix) {
    return Map.of("PATH", "/usr/bin:/bin", "PREFIX", prefix, "DESTDIR", destination.toString());
  }

  private List<String> files(String below) throws IOException {
    return names(destination.resolve(below.substring(1)));
  }

  /// The names of all files in a directory and those in it; none when it does not exist.
  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> all = Files.isDirectory(directory) ? Files.walk(directory) : Stream.empty()) {
      return all.filter(Files::isRegularFile).map(p -> p.getFileName().toString()).toList();
    }
  }
}
