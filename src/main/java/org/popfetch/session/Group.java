package org.popfetch.session;

/// The messages asked for since the last fence. It is full, and a fence due, after a few messages
/// or half a megabyte: that is what one lost answer can cost.
final class Group {
  private static final int MESSAGES = 8;
  private static final long OCTETS = 512 * 1024;

  private int messages;
  private long octets;
  private int last;

  /// @param size in octets as listed, 0 when unknown
  void add(int number, long size) {
    messages++;
    octets += size;
    last = number;
  }

  boolean isEmpty() {
    return messages == 0;
  }

  boolean isFull() {
    return messages >= MESSAGES || octets >= OCTETS;
  }

  /// The number of the message that was asked for last.
  int last() {
    return last;
  }

  void clear() {
    messages = 0;
    octets = 0;
  }
}
