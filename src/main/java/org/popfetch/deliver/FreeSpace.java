package org.popfetch.deliver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much room there is at a place, which need not exist yet.
public final class FreeSpace {
  private FreeSpace() {}

  /// Octets that this user may still write there; -1 when that is unknown.
  public static long at(Path place) {
    try {
      return Files.getFileStore(Ground.below(place)).getUsableSpace();
    } catch (IOException e) {
      return -1;
    }
  }
}
