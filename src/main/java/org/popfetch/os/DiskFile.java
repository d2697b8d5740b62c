package org.popfetch.os;

import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file. One thread at a time.
///
/// Closing *any* file of this process that is the same file on disk drops the process's locks on
/// it: open a file that gets locked only once.
public interface DiskFile extends AutoCloseable {
  /// Writes all of `octets` at the end of what was written or positioned so far.
  void write(ByteBuffer octets) throws IOException;

  /// Reads up to `into.remaining()` octets at `position`; -1 at the end of the file.
  int read(ByteBuffer into, long position) throws IOException;

  /// Moves to where the next [#write] goes.
  void position(long position) throws IOException;

  long position() throws IOException;

  long size() throws IOException;

  /// Cuts the file to `size` octets.
  void truncate(long size) throws IOException;

  /// Forces contents and length to stable storage. A failure is final: what was written may be
  /// lost, and a second try would not tell.
  void force() throws IOException;

  /// Takes the kernel's lock on the whole file (fcntl), without waiting. It ends with [#close], or
  /// with the process.
  ///
  /// @return false when another process, or another part of this one, holds it
  boolean tryLock() throws IOException;

  @Override
  void close() throws IOException;
}
