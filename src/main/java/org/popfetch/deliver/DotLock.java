package org.popfetch.deliver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.popfetch.os.Disk;
import org.popfetch.os.DiskFile;
import org.popfetch.os.ThisProcess;
import org.popfetch.pop3.ServerText;

/// The lock that mail programs agree on beside the kernel's: a file named like the mbox with
/// `.lock` behind. Ours says in one line who holds it, the process id and the host.
///
/// Whoever takes or breaks it must hold the kernel's lock on the mbox, and be alone in this
/// process.
final class DotLock {
  private static final Pattern HOLDER = Pattern.compile("(\\d{1,10}) (\\S+)\\s*");
  private static final int MOST_READ = 512;

  private final Disk disk;
  private final Path file;
  private final ThisProcess process;

  /// What came of an attempt to take it.
  sealed interface Attempt {
    /// It is ours.
    record Taken() implements Attempt {}

    /// Somebody else has it.
    ///
    /// @param by who, for a report
    record Held(String by) implements Attempt {}

    /// The directory does not let us make any file.
    record Forbidden() implements Attempt {}
  }

  DotLock(Disk disk, Path mbox, ThisProcess process) {
    this.disk = disk;
    this.file = mbox.resolveSibling(mbox.getFileName() + ".lock");
    this.process = process;
  }

  Path file() {
    return file;
  }

  /// Takes it unless somebody else has it; one that a process of this host left when it died is
  /// removed first.
  ///
  /// @param name not used by any other file: for the draft that becomes the lock in one step, so
  ///   that no crash leaves a lock which does not say whose it is
  Attempt tryTake(String name) throws IOException {
    if (isStale()) {
      disk.remove(file);
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return held();
    }
    Path draft = file.resolveSibling(draftPrefix() + name);
    try {
      write(draft);
      publish(draft);
      return new Attempt.Taken();
    } catch (FileAlreadyExistsException somebodyWasFaster) {
      return held();
    } catch (AccessDeniedException e) {
      return new Attempt.Forbidden();
    } finally {
      if (Files.exists(draft)) {
        Leftover.remove(disk, draft);
      }
    }
  }

  private String draftPrefix() {
    return file.getFileName() + ".";
  }

  /// Forced, lest a power failure leaves a lock that is empty: nobody could tell whose it was, and
  /// all programs would wait for it for ever.
  private void write(Path path) throws IOException {
    try (DiskFile draft = disk.create(path)) {
      String line = process.pid() + " " + UniqueNames.safeHost(process.host()) + "\n";
      draft.write(ByteBuffer.wrap(line.getBytes(ISO_8859_1)));
      draft.force();
    }
  }

  private void publish(Path draft) throws IOException {
    try {
      disk.link(draft, file);
    } catch (FileAlreadyExistsException | AccessDeniedException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
      write(file);
    }
  }

  /// Who has it; nothing when nobody does, or only a process that is no more.
  Optional<String> holder() throws IOException {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isStale()
        ? Optional.of(by())
        : Optional.empty();
  }

  private Attempt held() throws IOException {
    return new Attempt.Held(by());
  }

  private String by() throws IOException {
    Matcher holder = HOLDER.matcher(content());
    return holder.matches()
        ? "process " + holder.group(1) + " on " + new ServerText(holder.group(2))
        : "another program (" + file + " exists)";
  }

  /// Whether it was left by a process of this host that is no more. One that bears our own id was:
  /// in a container, every run has the same.
  boolean isStale() throws IOException {
    Matcher holder = HOLDER.matcher(content());
    if (!holder.matches() || !holder.group(2).equals(UniqueNames.safeHost(process.host()))) {
      return false;
    }
    long pid = Long.parseLong(holder.group(1));
    return pid == process.pid() || !ThisProcess.isAlive(pid);
  }

  private String content() throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return new String(stream.readNBytes(MOST_READ), ISO_8859_1);
    } catch (NoSuchFileException none) {
      return "";
    } catch (AccessDeniedException anotherUsers) {
      return "";
    }
  }

  void release() {
    Leftover.remove(disk, file);
  }

  /// Removes drafts that this account left when it died.
  ///
  /// @param names which ones are this account's
  void sweep(Predicate<String> names) {
    String prefix = draftPrefix();
    Leftover.sweep(
        disk,
        file.resolveSibling("."),
        name -> name.startsWith(prefix) && names.test(name.substring(prefix.length())));
  }
}
