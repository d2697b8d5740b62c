package org.popfetch.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.popfetch.dovecot.Dovecot;

/// fetchmail with `uidl`, delivering through maildrop: its manual says to use a program that ends
/// with a status when the disk is full. It has no destinations of its own.
record Fetchmail() implements Client {
  private static final Path MAILDROP = Path.of("/usr/bin/maildrop");

  @Override
  public String name() {
    return "fetchmail";
  }

  @Override
  public Path program() {
    return Path.of("/usr/bin/fetchmail");
  }

  @Override
  public boolean isInstalled() {
    return Files.isExecutable(program()) && Files.isExecutable(MAILDROP);
  }

  @Override
  public void configure(Home home, int port, String user) throws IOException {
    Path place = home.situation().target() == Situation.Target.MBOX ? home.mbox() : home.mail();
    Path filter = home.write("client/filter", "to \"%s\"\n".formatted(place));
    String program =
        switch (home.situation().target()) {
          case MAILDIR, MBOX -> MAILDROP + " " + filter;
          case PROGRAM -> home.program() + " " + home.mail();
        };
    home.write(
        "client/rc",
        """
        set idfile "%s"
        set no bouncemail
        set invisible
        poll server.x via localhost port %d proto pop3 uidl
          user "%s" password "abracadabra" sslproto '' no rewrite %s
          mda "%s"
        """
            .formatted(
                home.client("ids"),
                port,
                user,
                home.situation().keep() ? "keep" : "nokeep",
                program));
    Dovecot.own(home.directory());
  }

  @Override
  public List<String> command(Home home) {
    return Client.bounded(
        Path.of("/usr/bin/env"),
        List.of(
            "FETCHMAILHOME=" + home.client(""),
            program().toString(),
            "-s",
            "--nosyslog",
            "-f",
            home.client("rc").toString()));
  }

  /// 1: there was no mail.
  @Override
  public List<Integer> fine() {
    return List.of(0, 1);
  }
}
