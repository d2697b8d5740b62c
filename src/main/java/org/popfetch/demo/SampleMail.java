package org.popfetch.demo;

import java.util.List;
import java.util.stream.Stream;

/// Mail to try a mail program on: written by hand, with what real mailboxes hold.
///
/// It is the same at every call and every version of Java, octet for octet. All people are
/// historical, all addresses reserved for examples (RFC 2606).
public final class SampleMail {

  private SampleMail() {}

  /// Charles Babbage's mailbox: letters, attachments, lists, and every oddity that has broken a
  /// mail fetcher. About two dozen messages, one of some 3 MB.
  public static List<DemoMessage> all() {
    return Stream.of(SampleLetters.all(), SampleParts.all(), SampleOddities.all())
        .flatMap(List::stream)
        .toList();
  }

  /// Many messages of equal size that differ from one another, generated when they are asked for.
  ///
  /// @param count how many
  /// @param size of each, exactly, in octets; from 1024
  /// @param seed equal seeds give equal messages
  public static List<DemoMessage> many(int count, int size, long seed) {
    return SampleBulk.many(count, size, seed);
  }
}
