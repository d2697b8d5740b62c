package org.popfetch.deliver;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the journal says of a message that is about to be appended to an mbox.
///
/// The text is `mbox`, the mbox as a [UriPath], offset, length, digest, and the spool file
/// likewise.
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
        "mbox %s %d %d %s %s"
            .formatted(UriPath.of(mbox), offset, length, digest, UriPath.of(spool)));
  }

  /// Reads an intent; empty when it is not of this kind, or names no files.
  static Optional<MboxIntent> read(Intent intent) {
    Matcher text = TEXT.matcher(intent.text());
    if (!text.matches()) {
      return Optional.empty();
    }
    return UriPath.read(text.group(1))
        .flatMap(mbox -> UriPath.read(text.group(5)).map(spool -> intent(mbox, text, spool)));
  }

  private static MboxIntent intent(Path mbox, MatchResult text, Path spool) {
    long offset = Long.parseLong(text.group(2));
    long length = Long.parseLong(text.group(3));
    return new MboxIntent(mbox, offset, length, text.group(4), spool);
  }

  long end() {
    return offset + length;
  }
}
