package org.popfetch.pop3;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import org.popfetch.pop3.Maildrop.Message;

/// The messages of a maildrop as rows of numbers, and their uids as octets: a hundred thousand
/// objects would take five times the memory, and the collector's time with it. A [Message] is made
/// for whoever asks.
final class MaildropRows extends AbstractList<Message> implements RandomAccess {
  private int[] numbers;
  private long[] sizes;

  /// Where the uid of a row lies in `uids`; of no length where there is none.
  private int[] uidFrom;

  private int[] uidTo;
  private final OctetStore uids;
  private int count;

  /// @param expected how many rows will be added, most likely
  /// @param uids where their uids lie
  MaildropRows(int expected, OctetStore uids) {
    this.numbers = new int[expected];
    this.sizes = new long[expected];
    this.uidFrom = new int[expected];
    this.uidTo = new int[expected];
    this.uids = uids;
  }

  static MaildropRows of(Collection<Message> messages) {
    var rows = new MaildropRows(messages.size(), new OctetStore());
    for (Message message : messages) {
      byte[] uid = message.uid().map(Uid::octets).orElse(new byte[0]);
      int from = rows.uids.add(uid, 0, uid.length);
      rows.add(message.number(), message.octets(), from, from + uid.length);
    }
    return rows;
  }

  /// Adds a row whose number is higher than those before it.
  void add(int number, long octets, int fromOfUid, int toOfUid) {
    if (count == numbers.length) {
      grow(2 * count + 1);
    }
    numbers[count] = number;
    sizes[count] = octets;
    uidFrom[count] = fromOfUid;
    uidTo[count] = toOfUid;
    count++;
  }

  private void grow(int most) {
    numbers = Arrays.copyOf(numbers, most);
    sizes = Arrays.copyOf(sizes, most);
    uidFrom = Arrays.copyOf(uidFrom, most);
    uidTo = Arrays.copyOf(uidTo, most);
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public Message get(int index) {
    int row = Objects.checkIndex(index, count);
    Optional<Uid> uid =
        hasUid(row) ? Optional.of(new Uid(uids.text(uidFrom[row], uidTo[row]))) : Optional.empty();
    return new Message(numbers[row], sizes[row], uid);
  }

  private boolean hasUid(int row) {
    return uidTo[row] > uidFrom[row];
  }

  /// The row of a number; negative when it is not listed.
  int rowOf(int number) {
    return Arrays.binarySearch(numbers, 0, count, number);
  }

  /// The sum of the sizes that are known.
  long octets() {
    long sum = 0;
    for (int row = 0; row < count; row++) {
      sum += Math.max(0, sizes[row]);
    }
    return sum;
  }

  /// Those that have no uid.
  List<Message> nameless() {
    return IntStream.range(0, count).filter(row -> !hasUid(row)).mapToObj(this::get).toList();
  }

  /// The rows of the others, in the order of their uids.
  int[] byUid() {
    int[] rows = new int[count];
    int named = 0;
    boolean ascending = true;
    for (int row = 0; row < count; row++) {
      if (hasUid(row)) {
        ascending &= named == 0 || compareUids(rows[named - 1], row) <= 0;
        rows[named++] = row;
      }
    }
    return ascending ? Arrays.copyOf(rows, named) : sorted(rows, named);
  }

  private int[] sorted(int[] rows, int named) {
    return Arrays.stream(rows, 0, named)
        .boxed()
        .sorted(this::compareUids)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  int compareUids(int a, int b) {
    return uids.compare(uidFrom[a], uidTo[a], uidFrom[b], uidTo[b]);
  }

  /// How the uid of a row compares to another one.
  int compareUid(int row, byte[] other) {
    return uids.compare(uidFrom[row], uidTo[row], other);
  }
}
