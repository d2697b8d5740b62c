package org.popfetch.kills;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The packaged program.
record Popfetch() implements Client {
  @Override
  public String name() {
    return "popfetch";
  }

  @Override
  public Path program() {
    return Path.of(System.getProperty("popfetch.image"), "bin/popfetch");
  }

  @Override
  public void configure(Home home, int port, String user) throws IOException {
    String destination =
        switch (home.situation().target()) {
          case MAILDIR -> "\"maildir:" + home.mail() + "\"";
          case MBOX -> "\"mbox:" + home.mbox() + "\"";
          case PROGRAM -> "{ pipe = [\"%s\", \"%s\"] }".formatted(home.program(), home.mail());
        };
    home.write(
        ".config/popfetch/config.toml",
        """
        [accounts.work]
        host = "localhost"
        port = %d
        tls = "none"
        user = "%s"
        password = "abracadabra"
        keep = %s
        deliver = %s
        """
            .formatted(port, user, home.situation().keep(), destination));
  }

  @Override
  public List<String> command(Home home) {
    return List.of(program().toString(), "-vv", "sync");
  }

  @Override
  public boolean promises() {
    return true;
  }

  @Override
  public List<Integer> fine() {
    return List.of(0);
  }
}
