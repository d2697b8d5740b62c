package org.popfetch.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.popfetch.os.DiskFile;

/// Finds out, after a crash, which messages stand whole in an mbox, and finishes the others from
/// their spool files. Intents come in the order of their offsets.
///
/// 1. The whole message at its offset: delivered.
/// 2. From the first offset without its message to the end of the file only what was being
///    appended, with NULs in the place of what a power failure kept from being written: nobody
///    wrote after us; cut that off and append the messages.
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

  List<Sink.Settled> settle(List<MboxIntent> intents) throws IOException {
    cutTornEnd(intents);
    var settled = new ArrayList<Sink.Settled>();
    for (MboxIntent intent : intents) {
      settled.add(settle(intent));
    }
    return settled;
  }

  private void cutTornEnd(List<MboxIntent> intents) throws IOException {
    List<MboxIntent> open = intents;
    while (!open.isEmpty() && isAt(open.getFirst(), open.getFirst().offset())) {
      open = open.subList(1, open.size());
    }
    if (!open.isEmpty() && mbox.size() > open.getFirst().offset() && endsTornWith(open)) {
      mbox.truncate(open.getFirst().offset());
    }
  }

  /// Whether the mbox ends within these messages, one behind the other, or what is left of them.
  private boolean endsTornWith(List<MboxIntent> intents) throws IOException {
    long at = intents.getFirst().offset();
    for (MboxIntent intent : intents) {
      var message = new Spooled(intent.spool(), intent.length());
      if (at >= mbox.size()) {
        return true;
      }
      if (intent.offset() != at || !message.exists() || !text.hasTornAt(at, message)) {
        return false;
      }
      at = intent.end();
    }
    return at >= mbox.size();
  }

  private Sink.Settled settle(MboxIntent intent) throws IOException {
    if (isAt(intent, intent.offset())) {
      return settledAt(intent.offset());
    }
    var message = new Spooled(intent.spool(), intent.length());
    if (!message.exists()) {
      return Sink.Settled.FETCH_AGAIN;
    }
    if (mbox.size() == intent.offset()) {
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
