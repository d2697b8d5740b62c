package org.popfetch.deliver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.account.Destination;
import org.popfetch.os.RealDisk;
import org.popfetch.os.ThisProcess;

/// Whatever a journal says of a message under way, and whatever a lock file beside an mbox says: it
/// is understood as it was written, or not at all, and leads to no file that was not meant.
class IntentsFuzzTest {
  private static final ThisProcess SELF = new ThisProcess(ProcessHandle.current().pid(), "h:o/s t");
  private static final Pattern HOLDER = Pattern.compile("([0-9]{1,10}) h\\\\072o\\\\057s_t\\s*");

  @TempDir Path directory;

  @FuzzTest
  void whatIsReadIsWhatWasWritten(byte[] input) throws IOException {
    String text = new String(input, UTF_8);
    checkMaildir(new Intent(text));
    checkMbox(new Intent(text));
    checkNames(text);
    checkDestination(text);
    checkDotLock(input);
  }

  private static void checkMaildir(Intent intent) {
    Optional<MaildirIntent> read = MaildirIntent.read(intent);
    read.ifPresent(one -> {
      assertThat(MaildirIntent.read(one.written())).contains(one);
      assertThat(one.maildir()).isAbsolute();
      Path tmp = one.maildir().resolve("tmp").normalize();
      assertThat(tmp.resolve(one.name()).normalize().getParent()).isEqualTo(tmp);
    });
  }

  private static void checkMbox(Intent intent) {
    Optional<MboxIntent> read = MboxIntent.read(intent);
    read.ifPresent(one -> {
      assertThat(MboxIntent.read(one.written())).contains(one);
      assertThat(one.mbox()).isAbsolute();
      assertThat(one.spool()).isAbsolute();
      assertThat(one.end()).isGreaterThanOrEqualTo(one.offset());
      assertThat(one.length()).isNotNegative();
    });
    assertThat(read.isPresent() && MaildirIntent.read(intent).isPresent()).isFalse();
  }

  /// Any host's name makes a file's name, and any file's name survives in an intent.
  private void checkNames(String text) {
    String host = UniqueNames.safeHost(text);
    assertThat(host).matches("[!-~&&[^/:]]*");
    var maildir = new MaildirIntent(directory.resolve("M l%20\u00e9"), "1.M2P3Q4Rmark." + host);
    assertThat(MaildirIntent.read(maildir.written())).contains(maildir);
    var mbox = new MboxIntent(directory.resolve("m b"), 1, 2, "0".repeat(64), directory);
    assertThat(MboxIntent.read(mbox.written())).contains(mbox);
  }

  private static void checkDestination(String text) {
    Optional<Destination> named = Destination.named(text);
    named.ifPresent(one -> assertThat(Destination.named(one.toString())).contains(one));
    assertThat(named.isEmpty() || text.startsWith("m")).isTrue();
  }

  /// Only a lock of this host whose process is no more is broken.
  private void checkDotLock(byte[] content) throws IOException {
    var lock = new DotLock(new RealDisk(), directory.resolve("mbox"), SELF);
    Files.write(lock.file(), content);
    String text = new String(content, ISO_8859_1);
    Matcher holder = HOLDER.matcher(text);
    boolean dead = holder.matches() && isDead(Long.parseLong(holder.group(1)));
    switch (lock.tryTake("draft")) {
      case DotLock.Attempt.Taken _ -> assertThat(dead).isTrue();
      case DotLock.Attempt.Held(String by) -> {
        assertThat(dead).isFalse();
        assertThat(by).doesNotContainPattern("\\p{Cntrl}");
        assertThat(lock.file()).hasBinaryContent(content);
      }
      case DotLock.Attempt.Forbidden _ -> throw new AssertionError("may make files here");
    }
    lock.release();
    assertThat(directory).isEmptyDirectory();
  }

  private static boolean isDead(long pid) {
    return pid == SELF.pid() || !ThisProcess.isAlive(pid);
  }
}
