package org.popfetch.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Tls;
import org.popfetch.os.Reason;

/// The files that an account's keys name and that are to be read: whether they could be. None is
/// opened, since it may be a pipe, and what is in it may be a secret.
///
/// Only who asks for a check is told: a run meets them when their time comes, and a disk that is
/// not mounted yet makes no account unfit.
final class NamedFiles {
  private static final List<Key<Path>> OF_TLS =
      List.of(Keys.TLS_CA_FILE, LineKeys.TLS_CLIENT_CERTIFICATE, LineKeys.TLS_CLIENT_KEY);

  private NamedFiles() {}

  /// A problem for each that an account would need, and that is missing or may not be read.
  static List<Problem> unreadable(Section section) {
    var found = new ArrayList<Problem>();
    if (section.get(Keys.TLS).filter(Tls.Mode.NONE::equals).isEmpty()) {
      for (Key<Path> key : OF_TLS) {
        section.get(key).flatMap(path -> problem(section, key, path)).ifPresent(found::add);
      }
    }
    if (PasswordChoice.of(section) instanceof PasswordSource.File(Path path)) {
      problem(section, Keys.PASSWORD_FILE, path).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Problem> problem(Section section, Key<?> key, Path path) {
    String shown = section.around().shorten(path);
    return fault(path, key.equals(Keys.TLS_CA_FILE))
        .flatMap(fault ->
            section
                .find(key)
                .map(setting ->
                    new Problem(
                        setting.place(), setting.key(), shown + " cannot be read: " + fault)));
  }

  /// @param mayBeDirectory for one that may as well hold the files
  private static Optional<String> fault(Path path, boolean mayBeDirectory) {
    try {
      boolean directory = Files.readAttributes(path, BasicFileAttributes.class).isDirectory();
      if (directory && !mayBeDirectory) {
        return Optional.of("it is a directory");
      }
      return Files.isReadable(path) ? Optional.empty() : Optional.of("permission denied");
    } catch (IOException e) {
      return Optional.of(Reason.of(e, path));
    }
  }
}
