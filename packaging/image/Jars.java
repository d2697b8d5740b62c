package image;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Jars, and copies of them with other class files.
final class Jars {
  private Jars() {}

  /// Copies a jar to a place where there is no file yet.
  ///
  /// @param change what becomes of each class file
  static void copy(Path from, Path to, UnaryOperator<byte[]> change) throws IOException {
    try (var jar = new JarFile(from.toFile());
        var out = new JarOutputStream(Files.newOutputStream(to))) {
      for (var entry : Collections.list(jar.entries())) {
        var copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        try (var in = jar.getInputStream(entry)) {
          var content = in.readAllBytes();
          out.write(entry.getName().endsWith(".class") ? change.apply(content) : content);
        }
      }
    }
  }

  /// Where the classes of some jars can be looked up.
  static URLClassLoader loader(List<Path> jars) throws IOException {
    var urls = new ArrayList<URL>();
    for (var jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new));
  }
}
