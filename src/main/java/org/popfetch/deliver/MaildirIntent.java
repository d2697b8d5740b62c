package org.popfetch.deliver;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// What the journal says of a message that is about to go to a Maildir.
///
/// The text is `maildir`, the directory as a `file:` URI (so that any octets in its name survive,
/// and none of them is a blank), and the name.
///
/// @param maildir its real path
/// @param name the file's unique name
record MaildirIntent(Path maildir, String name) {
  private static final String KIND = "maildir";

  Intent written() {
    return new Intent(KIND + " " + maildir.toUri().getRawPath() + " " + name);
  }

  /// Reads an intent; empty when it is not of this kind.
  static Optional<MaildirIntent> read(Intent intent) {
    String[] words = intent.text().split(" ", -1);
    if (words.length != 3 || !words[0].equals(KIND)) {
      return Optional.empty();
    }
    return Optional.of(new MaildirIntent(Path.of(URI.create("file://" + words[1])), words[2]));
  }
}
