package org.popfetch.deliver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.popfetch.message.Envelope;
import org.popfetch.os.Disk;
import org.popfetch.os.DiskFile;
import org.popfetch.os.DiskOutput;

/// A message that is being received into a spool file, just as it will stand in the mbox.
///
/// Its first line is known only when the whole header was seen, so there is room left for it: the
/// file begins with some NULs, and the message is the rest of it.
final class MboxIncoming extends FileIncoming {
  private final FromQuoting quoting;

  private MboxIncoming(Disk disk, Path path, Trouble trouble, DiskFile file, FromQuoting quoting) {
    super(disk, path, trouble, file, quoting);
    this.quoting = quoting;
  }

  /// @param path where the file is made; nothing may be there
  static MboxIncoming begin(Disk disk, Path path, Trouble trouble) throws IOException {
    DiskFile file = disk.create(path);
    var output = new DiskOutput(file);
    output.write(new byte[FromLine.MOST]);
    return new MboxIncoming(disk, path, trouble, file, new FromQuoting(output));
  }

  @Override
  long finish(DiskFile file, Envelope envelope) throws IOException {
    quoting.finish();
    quoting.flush();
    byte[] fromLine = FromLine.of(envelope);
    int start = FromLine.MOST - fromLine.length;
    file.position(start);
    file.write(ByteBuffer.wrap(fromLine));
    return file.size() - start;
  }
}
