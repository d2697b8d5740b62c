package org.popfetch.pop3;

import java.util.Arrays;

/// Joins the lines of `LIST` and of `UIDL` (RFC 1939 §5, §7), without line ends, by message number,
/// as they come in. Lines without a usable number are ignored; a number that stands in only one of
/// the listings is a message all the same; of two lines with one number in a listing the first
/// counts, or the first that has a uid.
///
/// Neither lines nor half-made messages are kept: a hundred thousand of them would take more memory
/// than all that is known of the messages.
public final class MaildropJoining {
  private final Numbers listed = new Numbers();
  private final Numbers named = new Numbers();
  private final OctetStore uids = new OctetStore();

  /// Of the lines of `LIST`.
  private long[] sizes = new long[64];

  /// Where the uids of the lines of `UIDL` lie; of no length where a line has none.
  private int[] uidFrom = new int[64];

  private int[] uidTo = new int[64];
  private boolean empty = true;

  /// Takes a line of the answer to `LIST`.
  public void list(byte[] line, int from, int to) {
    empty = false;
    int number = Listing.number(line, from, to);
    if (number > 0) {
      int at = listed.add(number);
      sizes = at < sizes.length ? sizes : Arrays.copyOf(sizes, 2 * at);
      sizes[at] = Listing.size(line, Listing.valueFrom(line, from, to), to);
    }
  }

  /// Takes a line of the answer to `UIDL`.
  public void uidl(byte[] line, int from, int to) {
    empty = false;
    int number = Listing.number(line, from, to);
    if (number > 0) {
      int at = named.add(number);
      if (at == uidFrom.length) {
        uidFrom = Arrays.copyOf(uidFrom, 2 * at);
        uidTo = Arrays.copyOf(uidTo, 2 * at);
      }
      int uid = Listing.valueFrom(line, from, to);
      int end = Listing.valueTo(line, uid, to);
      end = Uid.isValid(line, uid, end) ? end : uid;
      uidFrom[at] = uids.add(line, uid, end);
      uidTo[at] = uidFrom[at] + end - uid;
    }
  }

  /// Whether no line has come, be it a usable one or not.
  public boolean isEmpty() {
    return empty;
  }

  /// The maildrop.
  ///
  /// @param hasUidl whether the server answered `UIDL`
  public Maildrop joined(boolean hasUidl) {
    listed.sort();
    named.sort();
    var rows = new MaildropRows(Math.max(listed.count, named.count), uids);
    int l = 0;
    int n = 0;
    while (l < listed.count || n < named.count) {
      long number = Math.min(listed.number(l), named.number(n));
      long size = listed.number(l) == number ? sizes[listed.line(l)] : -1;
      while (listed.number(l) == number) {
        l++;
      }
      int from = 0;
      int to = 0;
      for (; named.number(n) == number; n++) {
        if (to == from) {
          from = uidFrom[named.line(n)];
          to = uidTo[named.line(n)];
        }
      }
      rows.add((int) number, size, from, to);
    }
    return new Maildrop(rows, hasUidl);
  }

  /// The message numbers that a listing's lines begin with.
  private static final class Numbers {
    private int[] numbers = new int[64];
    private int count;
    private boolean ascending = true;

    /// The lines in the order of their numbers, once they are sorted; none when they came so.
    private int[] order = new int[0];

    /// @return its line, counted from 0
    int add(int number) {
      numbers = count < numbers.length ? numbers : Arrays.copyOf(numbers, 2 * count);
      ascending &= count == 0 || numbers[count - 1] <= number;
      numbers[count] = number;
      return count++;
    }

    /// Puts them in ascending order; those of one number stay as they came.
    void sort() {
      if (!ascending) {
        long[] keys = new long[count];
        Arrays.setAll(keys, i -> ((long) numbers[i] << 32) | i);
        Arrays.sort(keys);
        order = new int[count];
        Arrays.setAll(order, i -> (int) keys[i]);
      }
    }

    /// The number at a place of that order; behind the last, one that no message has.
    long number(int at) {
      return at < count ? numbers[line(at)] : Long.MAX_VALUE;
    }

    /// The line at a place of that order.
    int line(int at) {
      return ascending ? at : order[at];
    }
  }
}
