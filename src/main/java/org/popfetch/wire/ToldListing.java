package org.popfetch.wire;

import java.util.ArrayList;
import java.util.List;
import org.popfetch.pop3.OctetTaker;
import org.popfetch.pop3.ServerText;

/// What a transcript shows of a listing: the lines of a short one, the size of a long one.
final class ToldListing implements OctetTaker {
  /// So many lines are short.
  private static final int SHOWN = 40;

  private final Transcript transcript;
  private final List<ServerText> first = new ArrayList<>();
  private int lines;

  ToldListing(Transcript transcript) {
    this.transcript = transcript;
  }

  @Override
  public void take(byte[] octets, int from, int to) {
    if (++lines <= SHOWN) {
      first.add(ServerText.of(octets, from, to));
    }
  }

  /// Tells it, once it has ended.
  void tell() {
    if (lines <= SHOWN) {
      first.forEach(line -> transcript.line(true, line.toString()));
    } else {
      transcript.line(true, "… " + lines + " lines");
    }
  }
}
