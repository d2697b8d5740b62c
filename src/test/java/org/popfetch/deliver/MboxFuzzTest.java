package org.popfetch.deliver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.message.Envelope;
import org.popfetch.os.DiskFile;
import org.popfetch.testing.Pieces;

/// Whatever the messages are: a plain reader of mboxrd gets them back from the mbox as they were;
/// and whatever a crash left of the last one, recovery makes it whole, once, and takes nothing of
/// others' away.
///
/// An input's first line says in what pieces a message comes; the first number is how much of it
/// was written before the crash, too. Lines `-- ` separate the messages, the first of which is what
/// the mbox held before, and the last what somebody else wrote after the crash.
class MboxFuzzTest {
  private static final String FROM_LINE =
      "From [^\\s\\p{Cntrl}]+ (Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ 0-9][0-9]"
          + " [0-9]{2}:[0-9]{2}:[0-9]{2} [0-9]{4}\n";
  private static final Instant ARRIVED = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path directory;

  @FuzzTest
  void messagesComeBackFromAnMbox(byte[] input) throws IOException {
    Pieces pieces = Pieces.of(input);
    List<String> messages = Arrays.asList(pieces.latin1().split("(?<=\n|\\A)-- \n", -1));
    var mbox = new StringBuilder();
    for (String message : messages) {
      mbox.append(written(message, pieces));
    }
    assertThat(read(mbox.toString())).isEqualTo(messages.stream().map(MboxFuzzTest::kept).toList());
    if (messages.size() >= 3) {
      int cut = pieces.all().getFirst().length;
      checkRecovery(messages.getFirst(), written(messages.get(1), pieces), cut, messages.getLast());
    }
  }

  private static String written(String message, Pieces pieces) throws IOException {
    var out = new ByteArrayOutputStream();
    String sender = message.lines().findFirst().orElse("");
    String utf8 = new String(sender.getBytes(ISO_8859_1), UTF_8);
    byte[] fromLine = FromLine.of(new Envelope("1", utf8, message.length(), ARRIVED));
    assertThat(fromLine).hasSizeLessThanOrEqualTo(FromLine.MOST);
    assertThat(new String(fromLine, UTF_8)).matches(FROM_LINE);
    out.write(fromLine);
    var quoting = new FromQuoting(out);
    pieces.with(message.getBytes(ISO_8859_1)).writeTo(quoting);
    quoting.finish();
    return out.toString(ISO_8859_1);
  }

  /// A message as an mbox gives it back: its last line has a line end.
  private static String kept(String message) {
    return message.isEmpty() || message.endsWith("\n") ? message : message + "\n";
  }

  /// Every line that begins with `From ` begins a message, one `>` goes from each line that has
  /// some before `From `, and the empty line at the end goes.
  private static List<String> read(String mbox) {
    var messages = new ArrayList<String>();
    for (String message : mbox.split("(?<=\n|\\A)From [^\n]*\n", -1)) {
      messages.add(message.replaceAll("(?<=\n|\\A)>(>*From )", "$1"));
    }
    assertThat(messages.removeFirst()).isEmpty();
    assertThat(messages).allMatch(message -> message.endsWith("\n"));
    return messages.stream().map(m -> m.substring(0, m.length() - 1)).toList();
  }

  private void checkRecovery(String before, String message, int cut, String after)
      throws IOException {
    Path spool = directory.resolve("spool");
    Files.writeString(spool, message, ISO_8859_1);
    String digest = new Spooled(spool, message.length()).digest();
    String begun = message.substring(0, Math.min(cut, message.length()));
    var mbox = new Octets(before + begun + after);
    var intent =
        new MboxIntent(directory.resolve("mbox"), before.length(), message.length(), digest, spool);
    assertThat(new MboxRecovery(mbox).settle(List.of(intent)))
        .containsExactly(Sink.Settled.DELIVERED);
    String once = mbox.text();
    assertThat(once).startsWith(before).contains(message);
    boolean ours = isTorn(begun + after, message);
    assertThat(once).isEqualTo(ours ? before + message : once);
    if (!ours) {
      assertThat(once).startsWith(before + begun + after);
    }
    // Killed before the journal knew: the second recovery finds it.
    assertThat(new MboxRecovery(mbox).settle(List.of(intent)))
        .containsExactly(Sink.Settled.DELIVERED);
    assertThat(mbox.text()).isEqualTo(once);
  }

  /// Whether it is what a power failure may leave of a message: octets of it, and NULs.
  private static boolean isTorn(String end, String message) {
    return end.length() <= message.length()
        && IntStream.range(0, end.length())
            .allMatch(i -> end.charAt(i) == 0 || end.charAt(i) == message.charAt(i));
  }

  /// A file in memory.
  private static final class Octets implements DiskFile {
    private byte[] octets;
    private long position;

    Octets(String latin1) {
      octets = latin1.getBytes(ISO_8859_1);
    }

    String text() {
      return new String(octets, ISO_8859_1);
    }

    @Override
    public void write(ByteBuffer more) {
      int end = (int) position + more.remaining();
      octets = Arrays.copyOf(octets, Math.max(octets.length, end));
      more.get(octets, (int) position, more.remaining());
      position = end;
    }

    @Override
    public int read(ByteBuffer into, long from) {
      int count = (int) Math.min(into.remaining(), octets.length - from);
      if (count <= 0) {
        return -1;
      }
      into.put(octets, (int) from, count);
      return count;
    }

    @Override
    public void position(long other) {
      position = other;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public long size() {
      return octets.length;
    }

    @Override
    public void truncate(long size) {
      octets = Arrays.copyOf(octets, (int) Math.min(size, octets.length));
    }

    @Override
    public void force() {}

    @Override
    public boolean tryLock() {
      return true;
    }

    @Override
    public void close() {}
  }
}
