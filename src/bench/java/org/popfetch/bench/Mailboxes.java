package org.popfetch.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.popfetch.dovecot.Dovecot;

/// Mailboxes on the server, each filled once, with the same messages at all times.
final class Mailboxes {
  private static final long SEED = 42;
  private static final int TEXT = 70_000;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz     ABCDEFG0123456789.,;:";

  /// Dovecot's answer to `QUIT`.
  private static final String GOODBYE = "+OK Logging out.\r\n";

  private final Dovecot server;
  private final Set<String> filled = new HashSet<>();
  private final String text;

  Mailboxes(Dovecot server) {
    this.server = server;
    var random = new Random(SEED);
    var letters = new StringBuilder();
    for (int i = 0; i < TEXT; i++) {
      letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    this.text = letters.toString();
  }

  /// Puts messages into the mailbox of a user, who has none yet, and lets the server learn about
  /// them, so that the first client does not wait for that. Later calls do nothing.
  void fill(String user, int messages, Size size) throws IOException {
    if (!filled.add(user)) {
      return;
    }
    Path maildir = server.maildir(user);
    for (String folder : List.of("cur", "new", "tmp")) {
      Files.createDirectories(maildir.resolve(folder));
    }
    var random = new Random(SEED);
    for (int i = 0; i < messages; i++) {
      byte[] octets = message(user, i, size.next(random), random).getBytes(US_ASCII);
      // Its size, so that nobody has to look; its flag, so that the first RETR need not set it.
      String name =
          "%d.M%dP1.host,S=%3$d,W=%3$d:2,S".formatted(1_700_000_000 + i, i, octets.length);
      Files.write(maildir.resolve("cur").resolve(name), octets);
    }
    Dovecot.own(maildir);
    visit(user);
  }

  /// A message of some octets at least: lines of 40 to 75 octets, some of which begin with a dot or
  /// with `From `.
  private String message(String user, int number, int octets, Random random) {
    var message = new StringBuilder(octets + 100);
    message.append(header(user, number));
    int at = number * 131 % (TEXT - 20_000);
    do {
      int width = random.nextInt(40, 76);
      if (random.nextInt(100) == 0) {
        message.append('.');
      }
      if (random.nextInt(200) == 0) {
        message.append("From ");
      }
      message.append(text, at, at + width).append("\r\n");
      at = (at + width) % (TEXT - 10_000);
    } while (message.length() < octets);
    return message.toString();
  }

  private static String header(String user, int number) {
    return """
    Return-Path: <sender%1$d@example.org>
    Received: from relay.example.org (relay.example.org [192.0.2.%2$d])
    \tby mx.example.net with ESMTPS id %3$08x
    \tfor <%4$s@example.net>; Mon, 1 Jun 2026 10:00:00 +0000
    Message-ID: <%3$d.%4$s@example.org>
    Date: Mon, 01 Jun 2026 10:00:00 +0000
    From: Sender %3$d <sender%1$d@example.org>
    To: <%4$s@example.net>
    Subject: message number %3$d
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8

    """
        .formatted(number % 97, number % 250, number, user)
        .replace("\n", "\r\n");
  }

  private void visit(String user) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port)) {
      String commands = "USER %s\r\nPASS abracadabra\r\nUIDL\r\nLIST\r\nQUIT\r\n".formatted(user);
      socket.getOutputStream().write(commands.getBytes(US_ASCII));
      InputStream in = socket.getInputStream();
      String said = new String(in.readAllBytes(), US_ASCII);
      if (!said.endsWith(GOODBYE)) {
        throw new IOException("the server does not serve " + user + ": " + said.strip());
      }
    }
  }
}
