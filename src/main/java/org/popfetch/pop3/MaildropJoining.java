package org.popfetch.pop3;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.popfetch.pop3.Maildrop.Message;

/// Joins the lines of `LIST` and of `UIDL` (RFC 1939 §5, §7), without line ends, by message number,
/// as they come in. Lines without a usable number are ignored; a number that stands in only one of
/// the listings is a message all the same; of two lines with one number in a listing the first
/// counts, or the first that has a uid.
///
/// Neither lines nor half-made messages are kept: a hundred thousand of them would take more memory
/// than all that is known of the messages.
public final class MaildropJoining {
  private final Numbers listNumbers = new Numbers();
  private final Numbers uidlNumbers = new Numbers();
  private final List<Optional<Uid>> uids = new ArrayList<>();
  private long[] sizes = new long[64];
  private boolean empty = true;

  /// Takes a line of the answer to `LIST`.
  public void list(String line) {
    empty = false;
    OptionalInt number = Listing.number(line);
    if (number.isPresent()) {
      int at = listNumbers.add(number.getAsInt());
      sizes = at < sizes.length ? sizes : Arrays.copyOf(sizes, at * 2);
      sizes[at] = Listing.size(Listing.value(line)).orElse(-1);
    }
  }

  /// Takes a line of the answer to `UIDL`.
  public void uidl(String line) {
    empty = false;
    OptionalInt number = Listing.number(line);
    if (number.isPresent()) {
      uidlNumbers.add(number.getAsInt());
      uids.add(Optional.of(Listing.value(line)).filter(Uid::isValid).map(Uid::new));
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
    List<Message> all = new ArrayList<>(Math.max(listNumbers.count, uidlNumbers.count));
    int[] list = listNumbers.order();
    int[] uidl = uidlNumbers.order();
    int l = 0;
    int u = 0;
    while (l < list.length || u < uidl.length) {
      int listed = l < list.length ? listNumbers.at(list[l]) : Integer.MAX_VALUE;
      int named = u < uidl.length ? uidlNumbers.at(uidl[u]) : Integer.MAX_VALUE;
      int number = Math.min(listed, named);
      long size = -1;
      Optional<Uid> uid = Optional.empty();
      for (boolean first = true; isAt(listNumbers, list, l, number); l++, first = false) {
        size = first ? sizes[list[l]] : size;
      }
      for (; isAt(uidlNumbers, uidl, u, number); u++) {
        uid = uid.isPresent() ? uid : uids.get(uidl[u]);
      }
      all.add(new Message(number, size, uid));
    }
    return new Maildrop(all, hasUidl);
  }

  private static boolean isAt(Numbers numbers, int[] order, int at, int number) {
    return at < order.length && numbers.at(order[at]) == number;
  }

  /// Message numbers as they were listed, almost always in ascending order.
  private static final class Numbers {
    private int[] numbers = new int[64];
    private int count;

    /// @return its index
    int add(int number) {
      numbers = count < numbers.length ? numbers : Arrays.copyOf(numbers, count * 2);
      numbers[count] = number;
      return count++;
    }

    int at(int index) {
      return numbers[index];
    }

    /// The indexes in ascending order of the numbers; those of one number as they were listed.
    int[] order() {
      long[] keys = new long[count];
      Arrays.setAll(keys, i -> ((long) numbers[i] << 32) | i);
      Arrays.sort(keys);
      int[] order = new int[count];
      Arrays.setAll(order, i -> (int) keys[i]);
      return order;
    }
  }
}
