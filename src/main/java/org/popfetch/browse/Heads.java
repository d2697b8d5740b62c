package org.popfetch.browse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import org.popfetch.message.Beginning;
import org.popfetch.message.Fields;
import org.popfetch.message.HeaderDigest;
import org.popfetch.message.HeaderScan;
import org.popfetch.pop3.Maildrop;
import org.popfetch.report.Failed;
import org.popfetch.session.Headers;
import org.popfetch.session.Transaction;
import org.popfetch.session.Turn;

/// The headers of many messages, with their fields made readable.
public final class Heads {
  private Heads() {}

  /// Reads the headers of these messages.
  ///
  /// @return by message number; those that the server refused are missing, and so are all when it
  ///   has no `TOP`
  public static Map<Integer, Head> read(
      Transaction transaction, Maildrop maildrop, Collection<Integer> numbers) throws Failed {
    return Headers.ask(transaction, maildrop, numbers, Heads::head).orElse(Map.of());
  }

  /// The digests alone, of those messages that were asked about.
  static Map<Integer, HeaderDigest> digests(Map<Integer, Head> heads, SortedSet<Integer> numbers) {
    Map<Integer, HeaderDigest> digests = new HashMap<>();
    heads.forEach((number, head) -> {
      if (numbers.contains(number)) {
        digests.put(number, head.digest());
      }
    });
    return digests;
  }

  private static Head head(Turn.Content content) throws Failed {
    var beginning = new Beginning();
    var scan = new HeaderScan(beginning);
    try {
      content.drainTo(scan);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return Head.of(scan.digest(), Fields.of(beginning.toByteArray()));
  }
}
