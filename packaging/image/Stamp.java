package image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Remembers what a product was made from, so that it is made anew only when that has changed.
///
/// @param file where the memory is kept
/// @param product what was made; a stamp holds only while it exists
/// @param text what it was, or is to be, made from
record Stamp(Path file, Path product, String text) {
  Stamp(Path file, Path product) {
    this(file, product, "");
  }

  Stamp of(String more) {
    return new Stamp(file, product, text + more + "\n");
  }

  /// The contents count, and the names; not the times.
  Stamp of(List<Path> files) throws IOException {
    var lines = new StringBuilder();
    for (Path path : files) {
      lines.append(digest(path)).append("  ").append(path.getFileName()).append('\n');
    }
    return of(lines.toString());
  }

  boolean holds() throws IOException {
    return Files.exists(product) && Files.exists(file) && Files.readString(file).equals(text);
  }

  /// To be called before the product is touched, so that a half-made one does not count.
  void lift() throws IOException {
    Files.deleteIfExists(file);
  }

  /// To be called when the product is complete.
  Stamp set() throws IOException {
    Files.writeString(file, text);
    return this;
  }

  private static String digest(Path path) throws IOException {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(path)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
