package org.popfetch.kills;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A user's home in one round: the destination, the client's own files, the history of the round.
record Home(Path directory, Situation situation) {
  private static final Pattern FROM_LINE = Pattern.compile("(?m)^From .*\n");

  /// Everything that a home may hold after a run that completed.
  private static final Pattern EXPECTED =
      Pattern.compile(
          "history/.*|deliver|client/.*|mail/(cur|new)/.*|mbox"
              + "|\\.config/popfetch/config\\.toml"
              + "|\\.local/state/popfetch/work/(lock|((snapshot|journal|told)(\\.new)?))");

  /// A careful delivery program: the message appears in `new/` when it is whole.
  private static final String PROGRAM =
      """
      #!/bin/sh
      f=$(mktemp "$1/tmp/XXXXXXXXXXXX") && cat >"$f" && mv "$f" "$1/new/"
      """;

  void make() throws IOException {
    for (String folder : List.of("mail/cur", "mail/new", "mail/tmp", "client", "history")) {
      Files.createDirectories(directory.resolve(folder));
    }
    writeFor(program(), PROGRAM, "rwx------");
    if (situation.target() == Situation.Target.MBOX) {
      Files.createFile(mbox());
    }
  }

  /// Writes a file for its owner alone.
  Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return writeFor(file, text, "rw-------");
  }

  private static Path writeFor(Path file, String text, String permissions) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  /// Where the Maildir is, and what the program fills.
  Path mail() {
    return directory.resolve("mail");
  }

  Path mbox() {
    return directory.resolve("mbox");
  }

  /// Wants [#mail] as its argument.
  Path program() {
    return directory.resolve("deliver");
  }

  Path client(String name) {
    return directory.resolve("client").resolve(name);
  }

  Path history(String name) {
    return directory.resolve("history").resolve(name);
  }

  /// What has arrived.
  List<Letter.Copy> copies() throws IOException {
    List<Letter.Copy> copies = new ArrayList<>();
    if (situation.target() == Situation.Target.MBOX) {
      String[] messages = FROM_LINE.split(Files.readString(mbox(), ISO_8859_1), -1);
      for (int i = messages[0].isEmpty() ? 1 : 0; i < messages.length; i++) {
        copies.add(Letter.Copy.of(unquoted(messages[i])));
      }
    } else {
      for (Path name : Folder.files(mail().resolve("new"))) {
        Path file = mail().resolve("new").resolve(name);
        copies.add(Letter.Copy.of(Files.readString(file, ISO_8859_1)));
      }
    }
    return copies;
  }

  /// Without the empty line that ends a message in an mbox, and the quotes of mboxrd.
  private static String unquoted(String message) {
    String content =
        message.endsWith("\n\n") ? message.substring(0, message.length() - 1) : message;
    return content.replaceAll("(?m)^>(>*From )", "$1");
  }

  /// Files that nobody should have left.
  List<Path> strays() throws IOException {
    return Folder.files(directory).stream()
        .filter(file -> !EXPECTED.matcher(file.toString()).matches())
        .toList();
  }
}
