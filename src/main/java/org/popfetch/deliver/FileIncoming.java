package org.popfetch.deliver;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.popfetch.message.Envelope;
import org.popfetch.message.LineFeeds;
import org.popfetch.os.Disk;
import org.popfetch.os.DiskFile;
import org.popfetch.os.DiskOutput;
import org.popfetch.report.Failed;

/// A message that is being received into a private file, as it is but for its line ends.
class FileIncoming implements Incoming {
  private final Disk disk;
  private final Path path;
  private final Trouble trouble;
  private final DiskFile file;
  private final LineFeeds body;
  private boolean complete;

  /// @param file the file at `path`
  /// @param inner takes the message with its LF line ends, and writes it to `file`
  FileIncoming(Disk disk, Path path, Trouble trouble, DiskFile file, OutputStream inner) {
    this.disk = disk;
    this.path = path;
    this.trouble = trouble;
    this.file = file;
    this.body = new LineFeeds(inner);
  }

  /// Makes a file, and begins it.
  @FunctionalInterface
  interface Start {
    Incoming begin(Disk disk, Path path, Trouble trouble) throws IOException;
  }

  /// Begins a file in the account's spool.
  static Incoming spooled(Disk disk, Consignee consignee, Trouble trouble, Start start)
      throws Failed {
    Trouble spooling = trouble.byWayOf(consignee.spool());
    try {
      disk.makeDirectories(consignee.spool());
      Path path = consignee.spool().resolve(UniqueNames.next(consignee));
      return start.begin(disk, path, spooling);
    } catch (IOException e) {
      throw spooling.failed(e);
    }
  }

  /// Begins a file that holds nothing but the message.
  ///
  /// @param path where it is made; nothing may be there
  static FileIncoming create(Disk disk, Path path, Trouble trouble) throws IOException {
    DiskFile file = disk.create(path);
    return new FileIncoming(disk, path, trouble, file, new DiskOutput(file));
  }

  /// Writes the rest of the body and what stands around it into the file.
  ///
  /// @return how many octets at the file's end are the message
  long finish(DiskFile file, Envelope envelope) throws IOException {
    body.flush();
    return file.size();
  }

  @Override
  public OutputStream body() {
    return body;
  }

  @Override
  public Received complete(Envelope envelope) throws Failed {
    try {
      body.finish();
      long length = finish(file, envelope);
      file.close();
      complete = true;
      return new Received(envelope, path, length);
    } catch (IOException e) {
      throw trouble.failed(e);
    }
  }

  @Override
  public void close() {
    if (complete) {
      return;
    }
    try (file) {
      Leftover.remove(disk, path);
    } catch (IOException nothingOfItIsNeeded) {
      // The file goes away anyway.
    }
  }
}
