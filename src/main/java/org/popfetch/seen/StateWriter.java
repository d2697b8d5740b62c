package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.popfetch.os.Disk;
import org.popfetch.os.DiskFile;

/// Writes the two files anew, each beside the old one, forced, then renamed over it, the directory
/// forced. A crash between any two of these steps leaves what [Loaded] understands.
record StateWriter(StateFiles files, Disk disk) {
  private static final int CHUNK = 64 * 1024;

  /// Makes the files of an account that has none. The journal goes first: without a snapshot it
  /// does not count yet, and a snapshot without a journal means that somebody removed that.
  void create(Header header, SeenTable table) throws IOException {
    write(files.journal(), header.asJournal(), new SeenTable());
    disk.forceAbove(files.directory()); // by the first run that does not find a snapshot
    write(files.snapshot(), header.asSnapshot(table), table);
  }

  /// Replaces both files by those of another generation. The snapshot goes first: with it, the
  /// journal of the generation before is void.
  void replace(Header header, SeenTable table) throws IOException {
    write(files.snapshot(), header.asSnapshot(table), table);
    write(files.journal(), header.asJournal(), new SeenTable());
  }

  /// Finishes a [#replace] that was cut short after the snapshot.
  void replaceJournal(Header header) throws IOException {
    disk.forceDirectory(files.directory()); // the snapshot's name must not come after the journal's
    write(files.journal(), header.asJournal(), new SeenTable());
  }

  private void write(Path file, Header header, SeenTable table) throws IOException {
    Path fresh = StateFiles.replacementOf(file);
    disk.remove(fresh);
    boolean whole = false;
    try {
      write(header, table, fresh);
      whole = true;
    } finally {
      if (!whole) {
        removeQuietly(fresh);
      }
    }
    disk.rename(fresh, file);
    disk.forceDirectory(files.directory());
  }

  /// On a full disk, half a file would take the space that the journal needs.
  private void removeQuietly(Path fresh) {
    try {
      disk.remove(fresh);
    } catch (IOException e) {
      // The next attempt removes it first.
      return;
    }
  }

  private void write(Header header, SeenTable table, Path fresh) throws IOException {
    try (DiskFile out = disk.create(fresh)) {
      var chunk = new StringBuilder(header.text());
      long[] sequence = {0};
      table.forEachLine(words -> {
        chunk.append(Line.text(++sequence[0], 1, words));
        if (chunk.length() >= CHUNK) {
          flush(chunk, out);
        }
      });
      flush(chunk, out);
      out.force();
    }
  }

  private static void flush(StringBuilder chunk, DiskFile out) throws IOException {
    out.write(ByteBuffer.wrap(chunk.toString().getBytes(ISO_8859_1)));
    chunk.setLength(0);
  }
}
