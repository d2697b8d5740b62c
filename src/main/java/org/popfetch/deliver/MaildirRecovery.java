package org.popfetch.deliver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.popfetch.os.Disk;

/// Finds out, after a crash, which messages arrived in a Maildir, and finishes the renames that
/// were begun.
final class MaildirRecovery {
  private final Disk disk;
  private final Path maildir;

  MaildirRecovery(Disk disk, Path maildir) {
    this.disk = disk;
    this.maildir = maildir;
  }

  List<Sink.Settled> settle(List<Intent> open) throws IOException {
    if (open.isEmpty()) {
      return List.of();
    }
    // new before cur: a mail reader moves files that way, and must not slip past in between.
    var arrived = namesIn("new");
    arrived.addAll(namesIn("cur"));
    var settled = new ArrayList<Sink.Settled>();
    for (Intent intent : open) {
      settled.add(settle(intent, arrived));
    }
    disk.forceDirectory(maildir.resolve("new"));
    disk.forceDirectory(maildir.resolve("cur"));
    return settled;
  }

  private Sink.Settled settle(Intent intent, Set<String> arrived) throws IOException {
    MaildirIntent here = MaildirIntent.read(intent).orElse(null);
    if (here == null || !here.maildir().equals(maildir)) {
      return Sink.Settled.FETCH_AGAIN;
    }
    if (arrived.contains(here.name())) {
      return Sink.Settled.DELIVERED;
    }
    Path begun = maildir.resolve("tmp").resolve(here.name());
    if (!Files.exists(begun)) {
      return Sink.Settled.FETCH_AGAIN;
    }
    disk.rename(begun, maildir.resolve("new").resolve(here.name()));
    return Sink.Settled.DELIVERED;
  }

  /// The names of messages, without the flags that mail readers append (`:2,…`).
  private Set<String> namesIn(String directory) throws IOException {
    var names = new HashSet<String>();
    for (String name : FileNames.in(maildir.resolve(directory))) {
      int flags = name.indexOf(':');
      names.add(flags < 0 ? name : name.substring(0, flags));
    }
    return names;
  }
}
