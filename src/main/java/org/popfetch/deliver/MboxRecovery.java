package org.popfetch.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.popfetch.os.DiskFile;

/// Finds out, after a crash, which messages stand whole in an mbox, and finishes the others from
/// their spool files. Intents come in the order of their offsets.
///
/// 1. The whole message at its offset: delivered.
/// 2. From its offset to the end of the file a beginning of it: nobody wrote after us; cut that off
///    and append the message.
/// 3. Anything else: somebody appended or rewrote, so nothing is cut. The message is looked for
///    behind its offset, where an earlier recovery may have put it, and otherwise appended at the
///    end.
final class MboxRecovery {
  /// So much of a message is looked for first: its `From ` line, with the second of its arrival,
  /// and some of its header.
  private static final int SAMPLE = 256;

  private final DiskFile mbox;
  private final MboxText text;

  /// Where messages stand that some intent was settled with.
  private final Set<Long> taken = new HashSet<>();

  MboxRecovery(DiskFile mbox) {
    this.mbox = mbox;
    this.text = new MboxText(mbox);
  }

  Sink.Settled settle(MboxIntent intent) throws IOException {
    if (isAt(intent, intent.offset())) {
      return settledAt(intent.offset());
    }
    var message = new Spooled(intent.spool(), intent.length());
    if (!message.exists()) {
      return Sink.Settled.FETCH_AGAIN;
    }
    if (text.endsWithBeginningOf(message, intent.offset())) {
      append(message, intent.offset());
      return settledAt(intent.offset());
    }
    long elsewhere = find(intent, message);
    if (elsewhere < 0) {
      elsewhere = text.endWithEmptyLine();
      append(message, elsewhere);
    }
    return settledAt(elsewhere);
  }

  private boolean isAt(MboxIntent intent, long offset) throws IOException {
    return !taken.contains(offset) && text.hasAt(offset, intent.length(), intent.digest());
  }

  private Sink.Settled settledAt(long offset) {
    taken.add(offset);
    return Sink.Settled.DELIVERED;
  }

  private long find(MboxIntent intent, Spooled message) throws IOException {
    byte[] sample;
    try (InputStream start = message.open()) {
      sample = start.readNBytes(SAMPLE);
    }
    long at = text.indexOf(sample, intent.offset());
    while (at >= 0 && !isAt(intent, at)) {
      at = text.indexOf(sample, at + 1);
    }
    return at;
  }

  private void append(Spooled message, long offset) throws IOException {
    if (mbox.size() > offset) {
      mbox.truncate(offset);
    }
    mbox.position(offset);
    try {
      message.appendTo(mbox);
    } catch (IOException e) {
      mbox.truncate(offset);
      throw e;
    }
  }
}
