package org.popfetch.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Who we are to others that look at our files.
///
/// @param pid the process id
/// @param host this machine's name for itself, any characters, not empty
public record ThisProcess(long pid, String host) {
  /// Linux shows the name there; asking the resolver for it may take seconds.
  private static final Path KERNEL_HOSTNAME = Path.of("/proc/sys/kernel/hostname");

  private static final ThisProcess CURRENT =
      new ThisProcess(ProcessHandle.current().pid(), findHost());

  public static ThisProcess current() {
    return CURRENT;
  }

  /// Whether a process of this machine, by its id, is running.
  public static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static String findHost() {
    String name = fromKernel();
    if (name == null) {
      name = fromUname();
    }
    return name == null || name.isBlank() ? "localhost" : name.strip();
  }

  private static @Nullable String fromKernel() {
    try {
      return Files.readString(KERNEL_HOSTNAME, StandardCharsets.ISO_8859_1);
    } catch (IOException notLinux) {
      return null;
    }
  }

  private static @Nullable String fromUname() {
    try (var output = new ProcessBuilder("uname", "-n").start().getInputStream()) {
      return new String(output.readNBytes(1024), StandardCharsets.ISO_8859_1);
    } catch (IOException noUname) {
      return null;
    }
  }
}
