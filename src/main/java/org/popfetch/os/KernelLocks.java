package org.popfetch.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Who holds the kernel's lock on a file, asked without trying the lock: proc_locks(5). Linux only;
/// elsewhere nobody seems to hold any.
public final class KernelLocks {
  private static final Path TABLE = Path.of("/proc/locks");

  /// `1: POSIX ADVISORY WRITE 4711 08:01:131104 0 EOF`; a waiting process has `->` behind the
  /// colon.
  private static final Pattern LINE =
      Pattern.compile(
          "\\d+: +(?:POSIX|OFDLCK) +\\S+ +\\S+ +(-?\\d+) +" + "([0-9a-f]+):([0-9a-f]+):(\\d+) .*");

  private KernelLocks() {}

  /// The process that holds a lock on the file; nothing when none does, or nobody can tell.
  public static OptionalLong holder(Path file) {
    try (Stream<String> lines = Files.lines(TABLE, StandardCharsets.ISO_8859_1)) {
      long device = (Long) Files.getAttribute(file, "unix:dev");
      long inode = (Long) Files.getAttribute(file, "unix:ino");
      return lines
          .map(line -> holder(line, device, inode))
          .flatMapToLong(OptionalLong::stream)
          .findFirst();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException noSuchTable) {
      return OptionalLong.empty();
    }
  }

  /// The process that a line of the table names, when the line is about this file.
  static OptionalLong holder(String line, long device, long inode) {
    Matcher lock = LINE.matcher(line);
    return lock.matches()
            && Long.parseLong(lock.group(2), 16) == major(device)
            && Long.parseLong(lock.group(3), 16) == minor(device)
            && Long.parseLong(lock.group(4)) == inode
        ? OptionalLong.of(Long.parseLong(lock.group(1)))
        : OptionalLong.empty();
  }

  /// As makedev(3) puts them together.
  private static long major(long device) {
    return (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
  }

  private static long minor(long device) {
    return (device & 0xff) | (device >>> 12 & ~0xffL & 0xffffffffL);
  }
}
