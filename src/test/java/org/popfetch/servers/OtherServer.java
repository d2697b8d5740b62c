package org.popfetch.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// The servers that there are, and whether they can run here.
enum OtherServer {
  MPOPD,
  POPA3D,
  SOLID,
  MAILUTILS,
  COURIER,
  CYRUS;

  /// Why this server cannot run here; empty when it can.
  Optional<String> obstacle() {
    if (this == MPOPD) {
      return Mpopd.isInstalled() ? Optional.empty() : Optional.of("mpop is not installed");
    }
    if (!Files.exists(tree().resolve("complete"))) {
      return Optional.of("it is not unpacked, see .ci/servers");
    }
    return isRoot() ? Optional.empty() : Optional.of("only root can lock it into its folder");
  }

  /// Whether `.ci/run` has prepared it on such a machine.
  boolean isExpected() throws IOException {
    Path release = Path.of("/etc/os-release");
    return Files.exists(release)
        && Files.readString(release).contains("VERSION_CODENAME=bookworm")
        && (this == MPOPD || isRoot());
  }

  /// Starts it with a mailbox of the user `me`, whose password is `abracadabra`.
  PopServer start() throws IOException {
    return switch (this) {
      case MPOPD -> new Mpopd();
      case POPA3D -> MboxServer.popa3d(new Tree(tree()));
      case SOLID -> MboxServer.solid(new Tree(tree()));
      case MAILUTILS -> MboxServer.mailutils(new Tree(tree()));
      case COURIER -> new Courier(new Tree(tree()));
      case CYRUS -> new Cyrus(new Tree(tree()));
    };
  }

  private Path tree() {
    return Path.of("target/servers").toAbsolutePath().resolve(name().toLowerCase(Locale.ROOT));
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
