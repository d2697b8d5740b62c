package org.popfetch.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/// A file of a [RealDisk].
final class RealDiskFile implements DiskFile {
  private final Path path;
  private final FileChannel channel;
  private final Steps steps;

  RealDiskFile(Path path, FileChannel channel, Steps steps) {
    this.path = path;
    this.channel = channel;
    this.steps = steps;
  }

  @Override
  public void write(ByteBuffer octets) throws IOException {
    steps.announce(Step.Kind.WRITE, path);
    while (octets.hasRemaining()) {
      channel.write(octets);
    }
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return channel.read(into, position);
  }

  @Override
  public void position(long position) throws IOException {
    channel.position(position);
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void truncate(long size) throws IOException {
    steps.announce(Step.Kind.TRUNCATE, path);
    channel.truncate(size);
  }

  @Override
  public void force() throws IOException {
    steps.announce(Step.Kind.FORCE, path);
    channel.force(true);
  }

  @Override
  public boolean tryLock() throws IOException {
    steps.announce(Step.Kind.LOCK, path);
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
