package org.popfetch.kills;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.popfetch.dovecot.Dovecot;

/// getmail6, told to add no header fields, so that copies can be compared.
record Getmail() implements Client {
  @Override
  public String name() {
    return "getmail";
  }

  @Override
  public Path program() {
    return Path.of("/usr/bin/getmail");
  }

  @Override
  public void configure(Home home, int port, String user) throws IOException {
    String destination =
        switch (home.situation().target()) {
          case MAILDIR -> "type = Maildir\npath = " + home.mail() + "/";
          case MBOX -> "type = Mboxrd\npath = " + home.mbox();
          case PROGRAM ->
              "type = MDA_external\npath = %s\narguments = (\"%s\",)"
                  .formatted(home.program(), home.mail());
        };
    home.write(
        "client/rc",
        """
        [retriever]
        type = SimplePOP3Retriever
        server = localhost
        port = %d
        username = %s
        password = abracadabra
        [destination]
        %s
        [options]
        read_all = false
        delete = %s
        received = false
        delivered_to = false
        """
            .formatted(port, user, destination, !home.situation().keep()));
    Dovecot.own(home.directory());
  }

  @Override
  public List<String> command(Home home) {
    return Client.bounded(
        program(),
        List.of("-q", "-g", home.client("").toString(), "-r", home.client("rc").toString()));
  }

  @Override
  public List<Integer> fine() {
    return List.of(0);
  }
}
