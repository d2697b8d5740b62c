package org.popfetch.kills;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.popfetch.dovecot.Dovecot;

/// mpop, which writes its list of uids at the end of a session.
record Mpop() implements Client {
  @Override
  public String name() {
    return "mpop";
  }

  @Override
  public Path program() {
    return Path.of("/usr/bin/mpop");
  }

  @Override
  public void configure(Home home, int port, String user) throws IOException {
    String delivery =
        switch (home.situation().target()) {
          case MAILDIR -> "maildir " + home.mail();
          case MBOX -> "mbox " + home.mbox();
          case PROGRAM -> "mda \"%s %s\"".formatted(home.program(), home.mail());
        };
    home.write(
        "client/rc",
        """
        account work
        host localhost
        port %d
        tls off
        auth user
        user %s
        password abracadabra
        keep %s
        received_header off
        uidls_file %s
        delivery %s
        """
            .formatted(
                port, user, home.situation().keep() ? "on" : "off", home.client("uids"), delivery));
    Dovecot.own(home.directory());
  }

  @Override
  public List<String> command(Home home) {
    return Client.bounded(program(), List.of("-q", "-C", home.client("rc").toString(), "work"));
  }

  @Override
  public List<Integer> fine() {
    return List.of(0);
  }
}
