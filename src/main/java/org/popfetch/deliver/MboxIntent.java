package org.popfetch.deliver;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the journal says of a message that is about to be appended to an mbox.
///
/// The text is `mbox`, the mbox as the path of a `file:` URI, offset, length, digest, and the spool
/// file as such a path.
///
/// @param mbox its real path
/// @param offset where the message will begin
/// @param length how long it is, in octets
/// @param digest of it, by [Spooled#digest]
/// @param spool the file that ends with the message
record MboxIntent(Path mbox, long offset, long length, String digest, Path spool) {
  private static final Pattern TEXT =
      Pattern.compile("mbox (/\\S*) (\\d{1,18}) (\\d{1,18}) ([0-9a-f]{64}) (/\\S*)");

  Intent written() {
    return new Intent(
        "mbox %s %d %d %s %s".formatted(uri(mbox), offset, length, digest, uri(spool)));
  }

  /// Reads an intent; empty when it is not of this kind.
  static Optional<MboxIntent> read(Intent intent) {
    Matcher text = TEXT.matcher(intent.text());
    if (!text.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new MboxIntent(
            path(text.group(1)),
            Long.parseLong(text.group(2)),
            Long.parseLong(text.group(3)),
            text.group(4),
            path(text.group(5))));
  }

  long end() {
    return offset + length;
  }

  private static String uri(Path path) {
    return path.toUri().getRawPath();
  }

  private static Path path(String rawPath) {
    return Path.of(URI.create("file://" + rawPath));
  }
}
