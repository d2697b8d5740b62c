package org.popfetch.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.popfetch.os.DiskFile;

/// A message in a spool file.
///
/// @param file the file
/// @param length so many octets at its end are the message
record Spooled(Path file, long length) {
  private static final int PIECE = 256 * 1024;

  /// Whether the file is there and long enough.
  boolean exists() throws IOException {
    return Files.exists(file) && Files.size(file) >= length;
  }

  InputStream open() throws IOException {
    InputStream stream = Files.newInputStream(file);
    try {
      stream.skipNBytes(Files.size(file) - length);
      return stream;
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  /// Writes the message where the mbox is positioned.
  void appendTo(DiskFile mbox) throws IOException {
    try (InputStream message = open()) {
      var piece = new byte[(int) Math.min(PIECE, length)];
      for (int read; (read = message.readNBytes(piece, 0, piece.length)) > 0; ) {
        mbox.write(ByteBuffer.wrap(piece, 0, read));
      }
    }
  }

  /// The SHA-256 of the message in hexadecimal: what tells whether it stands whole in an mbox, even
  /// when the spool file is gone.
  String digest() throws IOException {
    MessageDigest sha256 = sha256();
    try (InputStream message = open()) {
      var piece = new byte[(int) Math.min(PIECE, length)];
      for (int read; (read = message.readNBytes(piece, 0, piece.length)) > 0; ) {
        sha256.update(piece, 0, read);
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
