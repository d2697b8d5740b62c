package org.popfetch.seen;

import org.popfetch.message.HeaderDigest;
import org.popfetch.pop3.ServerText;
import org.popfetch.pop3.Uid;

/// What tells a message from all others of an account, across sessions.
///
/// @param kind what `text` is
/// @param text the uid, or the header digest in hexadecimal; one octet per character
/// @param copy counts from 0 the messages that share `text`
public record Identity(Kind kind, String text, int copy) {
  /// What a message is told by.
  public enum Kind {
    /// Its unique-id (RFC 1939 §7).
    UID,
    /// Its header's digest, on servers without `UIDL`, or where one message has no uid.
    DIGEST
  }

  public static Identity of(Uid uid, int copy) {
    return new Identity(Kind.UID, uid.latin1(), copy);
  }

  public static Identity of(HeaderDigest digest, int copy) {
    return new Identity(Kind.DIGEST, digest.hex(), copy);
  }

  /// Escaped; a copy other than the first is shown as such.
  @Override
  public String toString() {
    return new ServerText(text) + (copy == 0 ? "" : " (copy " + (copy + 1) + ")");
  }
}
