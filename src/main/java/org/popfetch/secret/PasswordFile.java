package org.popfetch.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.popfetch.account.Secret;
import org.popfetch.os.FileMode;
import org.popfetch.os.Reason;
import org.popfetch.report.Failed;

/// Reads files that hold passwords, and that only their owner may read.
///
/// @param environment where `CREDENTIALS_DIRECTORY` is looked up
record PasswordFile(Map<String, String> environment) {
  /// The most that such a file may hold, in octets.
  static final int MOST = 1024 * 1024;

  /// The first line of a file.
  Secret firstLine(Path file) throws Failed {
    return FirstLine.of(read(file), "the file " + file);
  }

  /// The first line of a credential that systemd hands to a service.
  ///
  /// @param name in the folder `$CREDENTIALS_DIRECTORY`
  Secret credential(String name) throws Failed {
    Optional<Path> folder = credentials();
    if (folder.isEmpty()) {
      throw NoPassword.from(
          "the credential " + name,
          "CREDENTIALS_DIRECTORY is not set, as it is in a service of systemd with credentials",
          "write LoadCredential=" + name + ":/path into its unit, see systemd.exec(5)");
    }
    return firstLine(folder.get().resolve(name));
  }

  /// All of a file.
  ///
  /// @throws Failed when it is missing, unreadable, too large, or readable by others
  byte[] read(Path file) throws Failed {
    String source = "the file " + file;
    try (InputStream in = Files.newInputStream(file)) {
      Optional<String> mode = FileMode.readableByOthers(file);
      if (mode.isPresent() && !isCredential(file)) {
        String cause = "others may read it (" + mode.get() + ")";
        throw NoPassword.from(source, cause, "chmod 600 " + file);
      }
      byte[] octets = in.readNBytes(MOST + 1);
      if (octets.length > MOST) {
        throw NoPassword.from(source, "it is larger than 1 MB", "is that the right file?");
      }
      return octets;
    } catch (IOException e) {
      throw NoPassword.from(
          source, Reason.of(e, file), "see that it exists and that you may read it");
    }
  }

  /// systemd guards a service's credentials by their folder and by an ACL, which shows as a group's
  /// right to read them.
  private boolean isCredential(Path file) {
    return credentials().filter(file.normalize()::startsWith).isPresent();
  }

  private Optional<Path> credentials() {
    return Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY"))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of);
  }
}
