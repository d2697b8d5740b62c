package org.popfetch.deliver;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the journal says of a message that is about to go to a Maildir.
///
/// The text is `maildir`, the directory as a [UriPath], and the name.
///
/// @param maildir its real path
/// @param name the file's unique name
record MaildirIntent(Path maildir, String name) {
  /// A name that begins with a dot would be no message's, and might lead elsewhere.
  private static final Pattern TEXT = Pattern.compile("maildir (/\\S*) ([^./\\s\0][^/\\s\0]*)");

  Intent written() {
    return new Intent("maildir " + UriPath.of(maildir) + " " + name);
  }

  /// Reads an intent; empty when it is not of this kind, or names no file of a Maildir.
  static Optional<MaildirIntent> read(Intent intent) {
    Matcher text = TEXT.matcher(intent.text());
    return text.matches()
        ? UriPath.read(text.group(1)).map(path -> new MaildirIntent(path, text.group(2)))
        : Optional.empty();
  }
}
