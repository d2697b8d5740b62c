package org.popfetch.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the configuration may refer to.
///
/// @param environment the process's variables
/// @param home the user's home folder, absolute
public record Surroundings(Map<String, String> environment, Path home) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /// A variable that is set and not empty.
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /// A base folder by the XDG Base Directory Specification, which says to ignore a relative one.
  Path base(String variable, String belowHome) {
    return variable(variable)
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> home.resolve(belowHome));
  }

  /// A path as the user would write it, with `~` for the home folder.
  public String shorten(Path path) {
    boolean below = path.startsWith(home) && !path.equals(home);
    return below ? "~/" + home.relativize(path) : path.toString();
  }

  /// Without the environment, which may hold secrets.
  @Override
  public String toString() {
    return "home " + home;
  }
}
