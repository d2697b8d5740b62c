package org.popfetch.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a message's header in passing: its [HeaderDigest] and who sent it. The octets go on to
/// another stream unchanged, and at full speed once the header has ended. `RETR` and `TOP n 0` of
/// the same message give the same digest (RFC 1939 §7).
///
/// The header ends at the first empty line, or where the message ends. Lines may end in LF or CRLF,
/// and some servers send CR CR LF: CRs before a LF are part of the line's end.
///
/// Memory is bounded however long a line is.
public final class HeaderScan extends OutputStream {
  /// Fields that servers add, or rewrite, as a message is read.
  private static final Set<String> REWRITTEN =
      Set.of("status", "x-status", "x-uidl", "x-uid", "x-imapbase");

  /// A line's name is looked for in so many octets; no name that matters here is longer.
  private static final int MOST_NAME = 64;

  /// So much of an address field is looked at.
  private static final int MOST_VALUE = 8 * 1024;

  private final OutputStream next;
  private final MessageDigest sha256 = sha256();
  private final byte[] kept = new byte[512];
  private int keptLength;

  private final byte[] name = new byte[MOST_NAME];
  private int nameLength;
  private Where where = Where.LINE_START;
  private boolean anyField;
  private boolean rewritten;
  private long heldCrs;

  private @Nullable AddressField returnPath;
  private @Nullable AddressField from;
  private @Nullable AddressField current;
  private boolean ended;
  private @Nullable HeaderDigest digest;

  private enum Where {
    LINE_START,
    NAME,
    REST
  }

  public HeaderScan(OutputStream next) {
    this.next = next;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    next.write(octets, offset, length);
    for (int i = offset; i < offset + length && !isOver(); i++) {
      scan(octets[i]);
    }
  }

  /// Whether the empty line after the header was seen.
  public boolean headerEnded() {
    return ended;
  }

  /// The header's digest. Call it when the message is over; what is written afterwards is passed on
  /// but not looked at.
  public HeaderDigest digest() {
    if (digest == null) {
      finishLine();
      sha256.update(kept, 0, keptLength);
      byte[] whole = sha256.digest();
      digest = HeaderDigest.parse(HexFormat.of().formatHex(whole, 0, 16));
    }
    return digest;
  }

  /// The address in `Return-Path` (RFC 5321 §4.4), which is empty for a bounce, else the first one
  /// in `From`, else empty. At most 320 octets as UTF-8, without blanks and control characters.
  public String sender() {
    String path = returnPath == null ? null : returnPath.address();
    if (path != null) {
      return path;
    }
    String author = from == null ? null : from.address();
    return author == null ? "" : author;
  }

  private boolean isOver() {
    return ended || digest != null;
  }

  private void scan(byte octet) {
    switch (octet) {
      case '\r' -> heldCrs++;
      case '\n' -> {
        heldCrs = 0;
        ended = where == Where.LINE_START;
        endLine();
      }
      default -> {
        releaseCrs();
        inLine(octet);
      }
    }
  }

  private void releaseCrs() {
    for (; heldCrs > 0; heldCrs--) {
      inLine((byte) '\r');
    }
  }

  private void inLine(byte octet) {
    if (where == Where.LINE_START) {
      startLine(octet);
    }
    if (where == Where.REST) {
      take(octet);
      return;
    }
    name[nameLength++] = octet;
    if (octet == ':' || nameLength == MOST_NAME) {
      decideField();
    }
  }

  private void startLine(byte first) {
    boolean continued = anyField && (first == ' ' || first == '\t');
    where = continued ? Where.REST : Where.NAME;
  }

  /// The line's name is complete, or it has none: what becomes of this line and the ones folded
  /// below it (RFC 5322 §2.2.3).
  private void decideField() {
    String start = new String(name, 0, nameLength, StandardCharsets.ISO_8859_1);
    String field =
        start.endsWith(":")
            ? start.substring(0, start.length() - 1).stripTrailing().toLowerCase(Locale.ROOT)
            : "";
    anyField = true;
    rewritten = REWRITTEN.contains(field);
    current = null;
    if (field.equals("return-path") && returnPath == null) {
      current = returnPath = new AddressField(MOST_VALUE);
    } else if (field.equals("from") && from == null) {
      current = from = new AddressField(MOST_VALUE);
    }
    keep(name, nameLength);
    nameLength = 0;
    where = Where.REST;
  }

  private void take(byte octet) {
    keep(octet);
    if (current != null) {
      current.add(octet);
    }
  }

  private void endLine() {
    if (where == Where.NAME) {
      decideField();
    }
    if (where == Where.REST) {
      keep((byte) '\n');
      where = Where.LINE_START;
    }
  }

  /// A last line without a line end counts as if it had one.
  private void finishLine() {
    if (!ended) {
      heldCrs = 0;
      endLine();
    }
  }

  private void keep(byte[] octets, int length) {
    for (int i = 0; i < length; i++) {
      keep(octets[i]);
    }
  }

  private void keep(byte octet) {
    if (rewritten) {
      return;
    }
    if (keptLength == kept.length) {
      sha256.update(kept, 0, keptLength);
      keptLength = 0;
    }
    kept[keptLength++] = octet;
  }

  @Override
  public void flush() throws IOException {
    next.flush();
  }

  @Override
  public void close() throws IOException {
    next.close();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
