package org.popfetch.pop3;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.popfetch.pop3.Maildrop.Message;

/// The messages of a maildrop that have a uid: those that share one, in the order of their numbers,
/// and the uids in theirs, octet by octet. The lists, most of which hold one message, are made for
/// whoever asks.
public final class UidGroups extends AbstractList<List<Message>> implements RandomAccess {
  private final MaildropRows all;
  private final int[] rows;

  /// Where in `rows` each group begins, and behind the last one their end.
  private final int[] begins;

  private int groups;

  /// Behind the group that was found last.
  private int next;

  UidGroups(MaildropRows all) {
    this.all = all;
    this.rows = all.byUid();
    this.begins = new int[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      if (i == 0 || all.compareUids(rows[i - 1], rows[i]) != 0) {
        begins[groups++] = i;
      }
    }
    begins[groups] = rows.length;
  }

  @Override
  public int size() {
    return groups;
  }

  @Override
  public List<Message> get(int index) {
    int from = begins[Objects.checkIndex(index, groups)];
    int to = begins[index + 1];
    return to - from == 1
        ? List.of(all.get(rows[from]))
        : Arrays.stream(rows, from, to).mapToObj(all::get).toList();
  }

  /// The index of the messages with this uid; negative when there are none. Soonest found is the
  /// one after that which was found last.
  public int find(Uid uid) {
    byte[] octets = uid.octets();
    int found = next;
    if (found >= groups || compare(found, octets) != 0) {
      found = search(octets);
    }
    next = found < 0 ? next : found + 1;
    return found;
  }

  private int search(byte[] uid) {
    int low = 0;
    int high = groups - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(middle, uid);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private int compare(int group, byte[] uid) {
    return all.compareUid(rows[begins[group]], uid);
  }
}
