package org.popfetch.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// Who may read a file, as it matters for those that hold a secret.
public final class FileMode {
  private FileMode() {}

  /// The permission bits of a regular file that its group or everybody may read, as `chmod` writes
  /// them: "0644". Nothing when only its owner may, when it is a pipe or a device, or when the file
  /// system knows no such bits.
  public static Optional<String> readableByOthers(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return Optional.empty();
    }
    PosixFileAttributes attributes = view.readAttributes();
    var permissions = attributes.permissions();
    boolean open =
        permissions.contains(PosixFilePermission.GROUP_READ)
            || permissions.contains(PosixFilePermission.OTHERS_READ);
    return attributes.isRegularFile() && open ? Optional.of(octal(permissions)) : Optional.empty();
  }

  /// The permission bits of a file: "0600". Nothing when it cannot be told.
  public static Optional<String> of(Path file) {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    try {
      return view == null
          ? Optional.empty()
          : Optional.of(octal(view.readAttributes().permissions()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String octal(Set<PosixFilePermission> permissions) {
    int bits =
        PosixFilePermissions.toString(permissions)
            .chars()
            .reduce(0, (above, letter) -> above << 1 | (letter == '-' ? 0 : 1));
    return String.format("%04o", bits);
  }
}
