package org.popfetch.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.popfetch.dovecot.Dovecot;

/// Whoever sends mail to one user of the server, at any moment: by way of `tmp/` into `new/`, as
/// every delivery agent does.
final class Sender {
  private final Dovecot server;
  private final String user;
  private final Path maildir;
  private final Random random;
  private final List<Letter> sent = new ArrayList<>();
  private long octets;

  Sender(Dovecot server, String user, Random random) throws IOException {
    this.server = server;
    this.user = user;
    this.maildir = server.maildir(user);
    this.random = random;
    for (String folder : List.of("cur", "new", "tmp")) {
      Files.createDirectories(maildir.resolve(folder));
    }
    Dovecot.own(maildir);
  }

  String user() {
    return user;
  }

  List<Letter> sent() {
    return sent;
  }

  void send(int letters) throws IOException {
    for (int i = 0; i < letters; i++) {
      var letter = Letter.write(user, sent.size() + 1, random);
      Path file = maildir.resolve("tmp/%d.N%d.host".formatted(1_700_000_000, letter.number()));
      Files.write(file, letter.octets());
      Dovecot.give(file);
      sent.add(letter);
      octets += letter.text().length();
      Files.move(
          file, maildir.resolve("new").resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// How many octets were sent.
  long octets() {
    return octets;
  }

  long onServer() throws IOException {
    return server.count(user);
  }

  /// Takes the mailbox off the server.
  void leave() throws IOException {
    Folder.remove(maildir);
  }
}
