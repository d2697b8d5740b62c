package org.popfetch.dovecot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Messages on a server, and what has to arrive of them: the same octets, with LF line ends.
public final class Post {
  private Post() {}

  /// Puts `count` messages into a user's Maildir on the server: bodies with lines that begin with
  /// dots and with `From `, some without a final line end, 8-bit octets, lines of some thousand
  /// octets.
  ///
  /// @return a digest of each message as it has to arrive, sorted
  public static List<String> fill(Dovecot server, String user, int count) throws IOException {
    Path maildir = server.maildir(user);
    for (String folder : List.of("cur", "new", "tmp")) {
      Files.createDirectories(maildir.resolve(folder));
    }
    List<String> messages = messages(user, count);
    List<String> digests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String message = messages.get(i);
      Files.writeString(
          maildir.resolve("cur/" + (1_700_000_000 + i) + ".M" + i + "P1.host:2,"),
          message,
          ISO_8859_1);
      digests.add(digest(message.replace("\r\n", "\n").getBytes(ISO_8859_1)));
    }
    Dovecot.own(maildir);
    digests.sort(null);
    return digests;
  }

  /// The messages that [#fill] puts there: Latin-1, with CR LF line ends.
  public static List<String> messages(String user, int count) {
    var random = new Random(count * 31L + user.hashCode());
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(message(user, i, random));
    }
    return messages;
  }

  /// A message with CRLF line ends, one octet per character.
  public static String message(String user, int number, Random random) {
    var text = new StringBuilder();
    text.append("Return-Path: <sender%d@example.org>\r\n".formatted(number % 97));
    text.append(
        "Received: from relay.example.org\r\n\tby mx.example.net id %x\r\n".formatted(number));
    text.append("Message-ID: <%d.%s@example.org>\r\n".formatted(number, user));
    text.append("From: Sender %d <sender%d@example.org>\r\n".formatted(number, number % 97));
    text.append("Subject: message number %d\r\n\r\n".formatted(number));
    int lines = 5 + random.nextInt(40);
    for (int line = 0; line < lines; line++) {
      text.append(
          switch (random.nextInt(12)) {
            case 0 -> ".";
            case 1 -> "..";
            case 2 -> ".dotted " + line;
            case 3 -> "From here on";
            case 4 -> ">From there";
            case 5 -> ">>From quoted";
            case 6 -> "";
            case 7 -> "caf\u00e9 \u00fc\u0080\u00ff";
            case 8 -> "x".repeat(1 + random.nextInt(5000));
            default -> "line " + line + " of message " + number + " " + random.nextLong();
          });
      text.append("\r\n");
    }
    return text.toString();
  }

  /// The digests of the files in a folder, sorted.
  public static List<String> inFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> digests = new ArrayList<>();
      for (Path file : files.toList()) {
        digests.add(digest(Files.readAllBytes(file)));
      }
      digests.sort(null);
      return digests;
    }
  }

  /// The digests of the messages in an mbox (mboxrd), sorted.
  static List<String> inMbox(Path mbox) throws IOException {
    String all = Files.readString(mbox, ISO_8859_1);
    List<String> digests = new ArrayList<>();
    int from = 0;
    while (from < all.length()) {
      int next = all.indexOf("\n\nFrom ", from);
      int end = next < 0 ? all.length() - 1 : next + 1;
      int body = all.indexOf('\n', from) + 1;
      String message = all.substring(body, end).replaceAll("(?m)^>(>*From )", "$1");
      digests.add(digest(message.getBytes(ISO_8859_1)));
      from = end + 1;
    }
    digests.sort(null);
    return digests;
  }

  /// The SHA-256 of a message, in hexadecimal.
  public static String digest(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
