package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.popfetch.os.Disk;
import org.popfetch.os.DiskFile;

/// An account's journal, open for appending. After a failure it is of no more use: what it holds is
/// unknown until it is read again.
final class Journal implements AutoCloseable {
  private final DiskFile file;
  private long octets;
  private long lines;
  private long sequence;

  private Journal(DiskFile file, Loaded.JournalEnd end) {
    this.file = file;
    this.octets = end.octets();
    this.lines = end.lines();
    this.sequence = end.sequence();
  }

  /// Opens the journal, cuts off what is torn, and makes sure that the rest is on stable storage: a
  /// run that was killed may have written it without forcing it.
  static Journal open(StateFiles files, Disk disk, Loaded.JournalEnd end) throws IOException {
    DiskFile file = disk.open(files.journal());
    boolean done = false;
    try {
      if (file.size() > end.octets()) {
        file.truncate(end.octets());
      }
      file.force();
      disk.forceDirectory(files.directory());
      done = true;
      return new Journal(file, end);
    } finally {
      if (!done) {
        file.close();
      }
    }
  }

  /// How many lines it has behind its first.
  long lines() {
    return lines;
  }

  /// Of its last line.
  long sequence() {
    return sequence;
  }

  /// Appends all entries in one write, and forces them to stable storage. When either fails, the
  /// file is cut to its former length: nobody is to read later what may never have reached the
  /// disk.
  void append(List<Entry> batch) throws IOException {
    var text = new StringBuilder(batch.size() * 160);
    for (int i = 0; i < batch.size(); i++) {
      text.append(Line.text(sequence + 1 + i, sequence + 1, EntryText.of(batch.get(i))));
    }
    byte[] written = text.toString().getBytes(ISO_8859_1);
    boolean durable = false;
    try {
      file.position(octets);
      file.write(ByteBuffer.wrap(written));
      file.force();
      durable = true;
    } finally {
      if (!durable) {
        cutBack();
      }
    }
    octets += written.length;
    lines += batch.size();
    sequence += batch.size();
  }

  private void cutBack() {
    try {
      file.truncate(octets);
    } catch (IOException e) {
      // The reason of the first failure is the one to tell. The lines stay: they are whole or torn,
      // and what they say did happen.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
