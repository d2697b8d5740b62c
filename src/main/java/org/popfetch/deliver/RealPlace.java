package org.popfetch.deliver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a path leads in the end, whether or not there is something yet.
final class RealPlace {
  /// As many symbolic links in a row as Linux follows.
  private static final int MOST_LINKS = 40;

  private RealPlace() {}

  /// The absolute path without symbolic links, as far as it exists.
  static Path of(Path path) {
    return of(path.toAbsolutePath().normalize(), MOST_LINKS);
  }

  private static Path of(Path path, int linksLeft) {
    try {
      return path.toRealPath();
    } catch (IOException missingOrHidden) {
      Path parent = path.getParent();
      if (parent == null || linksLeft == 0) {
        return path;
      }
      Path place = of(parent, linksLeft).resolve(path.getFileName());
      return Files.isSymbolicLink(place) ? followed(place, linksLeft) : place;
    }
  }

  private static Path followed(Path link, int linksLeft) {
    try {
      Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
      return of(target, linksLeft - 1);
    } catch (IOException hidden) {
      return link;
    }
  }
}
