package image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Puts native libraries that come in a jar beside it, where Java finds them by
/// `java.library.path`: else they would be unpacked to the temporary directory at each start, which
/// takes time, leaves files there after a kill, and fails where nothing may be executed from it.
final class NativeLibraries {
  private static final String FOLDER = "META-INF/native/";

  private NativeLibraries() {}

  static boolean areIn(Path path) throws IOException {
    try (var jar = new JarFile(path.toFile())) {
      return jar.stream().anyMatch(entry -> entry.getName().startsWith(FOLDER));
    }
  }

  /// Copies a jar without its native libraries, and those for this machine to the same folder.
  static void copy(Path from, Path to) throws IOException {
    try (var jar = new JarFile(from.toFile());
        var out = new JarOutputStream(Files.newOutputStream(to))) {
      for (var entry : Collections.list(jar.entries())) {
        var name = entry.getName();
        try (var in = jar.getInputStream(entry)) {
          if (!name.startsWith(FOLDER)) {
            out.putNextEntry(entry);
            in.transferTo(out);
          } else if (name.contains(platform())) {
            Files.copy(in, to.resolveSibling(name.substring(FOLDER.length())));
          }
        }
      }
    }
  }

  /// As the libraries' names have it.
  private static String platform() {
    var system = System.getProperty("os.name").startsWith("Mac") ? "osx" : "linux";
    var processor = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch_64";
    return "-" + system + "-" + processor + ".";
  }
}
