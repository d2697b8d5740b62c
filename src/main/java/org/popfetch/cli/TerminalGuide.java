package org.popfetch.cli;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.popfetch.account.AccountName;
import org.popfetch.oauth.CodeGrant;
import org.popfetch.oauth.Guide;
import org.popfetch.os.Programs;
import org.popfetch.os.SearchPath;
import org.popfetch.terminal.StreamScreen;

/// Tells a person on standard error where to go, and on a terminal opens the browser itself where
/// there is a desktop. Nothing depends on that: the address can be copied.
record TerminalGuide(AccountName name, StreamScreen screen, Programs programs, Edge edge)
    implements Guide {
  /// Some desktops' program stays as long as the browser does.
  private static final Duration BROWSING = Duration.ofDays(1);

  @Override
  public void open(URI page) {
    screen.tell(
        "%s: allow access on this page, in a browser on this machine, within %d minutes:"
            .formatted(name, CodeGrant.PATIENCE.toMinutes()));
    screen.tell(page.toString());
    if (screen.told().terminal()) {
      opener().ifPresent(program -> start(List.of(program, page.toString())));
    }
  }

  @Override
  public void enter(URI page, String code) {
    screen.tell(name + ": allow access on this page, in any browser: " + page);
    screen.tell(name + ": the code to enter there: " + code);
  }

  /// Without a desktop `xdg-open` would start a browser on this terminal.
  private Optional<String> opener() {
    boolean desktop =
        Stream.of("DISPLAY", "WAYLAND_DISPLAY")
            .anyMatch(variable -> !edge.environment().getOrDefault(variable, "").isEmpty());
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    return mac
        ? Optional.of("/usr/bin/open")
        : Optional.of("xdg-open")
            .filter(program -> desktop && SearchPath.find(program).isPresent());
  }

  private void start(List<String> command) {
    var order = new Programs.Order(command, Map.of(), Optional.empty(), BROWSING);
    Thread.ofPlatform()
        .daemon()
        .name("browser")
        .start(() -> {
          try {
            var _ = programs.run(order);
          } catch (IOException e) {
            return; // The address is on the screen.
          }
        });
  }
}
