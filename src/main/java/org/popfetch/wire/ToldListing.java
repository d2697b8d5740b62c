package org.popfetch.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.popfetch.pop3.ServerText;

/// What a transcript shows of a listing: the lines of a short one, the size of a long one.
final class ToldListing implements Consumer<String> {
  /// So many lines are short.
  private static final int SHOWN = 40;

  private final Transcript transcript;
  private final List<String> first = new ArrayList<>();
  private int lines;

  ToldListing(Transcript transcript) {
    this.transcript = transcript;
  }

  @Override
  public void accept(String line) {
    if (++lines <= SHOWN) {
      first.add(line);
    }
  }

  /// Tells it, once it has ended.
  void tell() {
    if (lines <= SHOWN) {
      first.forEach(line -> transcript.line(true, new ServerText(line).toString()));
    } else {
      transcript.line(true, "… " + lines + " lines");
    }
  }
}
