package org.popfetch.os;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why the system refused something, in the words that people know from their shell: "no space left
/// on device", never an exception's class name.
public final class Reason {
  private static final String UNKNOWN = "input/output error";

  private Reason() {}

  /// The reason, in lower case, with the file where the system named one and it helps.
  public static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> about(denied, "permission denied");
      case NoSuchFileException missing -> about(missing, "no such file or directory");
      case FileAlreadyExistsException taken -> about(taken, "exists already");
      case NotDirectoryException other -> about(other, "is not a directory");
      case DirectoryNotEmptyException full -> about(full, "directory not empty");
      case FileSystemLoopException loop -> about(loop, "too many levels of symbolic links");
      case FileSystemException other -> plain(other.getReason());
      default -> plain(e.getMessage());
    };
  }

  /// The same, without the file when the sentence that it goes into names that already.
  ///
  /// @param said the file as the sentence names it
  public static String of(IOException e, Object said) {
    String reason = of(e);
    String file = ": " + said;
    return reason.endsWith(file) ? reason.substring(0, reason.length() - file.length()) : reason;
  }

  private static String about(FileSystemException e, String words) {
    return e.getFile() == null ? words : words + ": " + e.getFile();
  }

  private static String plain(@Nullable String words) {
    if (words == null || words.isBlank()) {
      return UNKNOWN;
    }
    boolean acronym = words.length() > 1 && Character.isUpperCase(words.charAt(1));
    return acronym ? words : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
  }
}
