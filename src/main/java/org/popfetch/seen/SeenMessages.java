package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The messages of a [SeenTable], found by what tells them. They lie in [SeenRows]; a [SeenMessage]
/// is made for whoever asks.
///
/// A hash table with open addressing leads from a text to its row, also when nothing of that text
/// is remembered any more. Several messages of one text, which is rare, have a list of their rows
/// beside it.
final class SeenMessages extends AbstractCollection<SeenMessage> {
  private static final int NONE = -1;
  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

  private final SeenRows rows = new SeenRows();

  /// Rows, counted from 1; 0 where there is none. At most half are taken.
  private int[] slots = new int[128];

  private int taken;

  /// Servers choose the texts: nobody is to know beforehand which of them collide.
  private final long seed = ThreadLocalRandom.current().nextLong();

  /// The live rows of each shared text, in the order of their copies; the text is copy 0's.
  private final Map<Identity, List<Integer>> shared = new HashMap<>();

  private int size;
  private int gone;

  /// Behind the row that was asked for last.
  private int next;

  /// Makes room at once for so many.
  void expect(int messages) {
    rows.expect(messages);
    if (messages > slots.length / 2) {
      rehash(messages);
    }
  }

  @Override
  public int size() {
    return size;
  }

  /// In the order in which they came.
  @Override
  public Iterator<SeenMessage> iterator() {
    return new Walk(false);
  }

  /// Those that are gone.
  Collection<SeenMessage> gone() {
    return new AbstractCollection<>() {
      @Override
      public Iterator<SeenMessage> iterator() {
        return gone == 0 ? Collections.emptyIterator() : new Walk(true);
      }

      @Override
      public int size() {
        return gone;
      }
    };
  }

  /// Those of one text, in the order of their copies.
  List<SeenMessage> under(Identity.Kind kind, String text) {
    int first = firstOf(kind, text);
    if (first == NONE) {
      return List.of();
    }
    if (rows.isShared(first)) {
      return copies(kind, text).stream().map(row -> rows.message(row, text)).toList();
    }
    return rows.isLive(first) ? List.of(rows.message(first, text)) : List.of();
  }

  Optional<SeenMessage> find(Identity id) {
    int row = rowOf(id, firstOf(id.kind(), id.text()));
    return row == NONE || !rows.isLive(row)
        ? Optional.empty()
        : Optional.of(rows.message(row, id.text()));
  }

  /// Adds a message, or replaces the one of its identity.
  void put(SeenMessage one) {
    Identity id = one.id();
    byte[] text = octets(id.text());
    int slot = slotOf(id.kind(), text);
    int first = slots[slot] - 1;
    int row = rowOf(id, first);
    if (row != NONE) {
      discount(row);
    } else if (first != NONE) {
      row = addTwin(id, first);
    } else {
      row = add(id.kind(), text, slot);
    }
    rows.set(row, one);
    size++;
    gone += one.isGone() ? 1 : 0;
  }

  void remove(Identity id) {
    int row = rowOf(id, firstOf(id.kind(), id.text()));
    if (row != NONE) {
      discount(row);
      rows.kill(row);
      if (rows.isShared(row)) {
        List<Integer> copies = copies(id.kind(), id.text());
        copies.remove(/* index */ indexOf(copies, id.copy()));
      }
    }
  }

  private void discount(int row) {
    if (rows.isLive(row)) {
      size--;
      gone -= rows.isGone(row) ? 1 : 0;
    }
  }

  private int add(Identity.Kind kind, byte[] text, int slot) {
    int row = rows.add(kind, text);
    if (++taken > slots.length / 2) {
      rehash(taken);
    } else {
      slots[slot] = row + 1;
    }
    return row;
  }

  /// @param first a row of the same text
  private int addTwin(Identity id, int first) {
    int row = rows.addTwin(first);
    List<Integer> copies = copies(id.kind(), id.text());
    if (!rows.isShared(first)) {
      rows.share(first);
      copies.add(first);
    }
    rows.share(row);
    copies.add(-indexOf(copies, id.copy()) - 1, row);
    return row;
  }

  /// The row for a message: its own, or one of its text that nothing else needs.
  ///
  /// @param first a row of its text, or none
  private int rowOf(Identity id, int first) {
    if (first != NONE && rows.isShared(first)) {
      List<Integer> copies = copies(id.kind(), id.text());
      int at = indexOf(copies, id.copy());
      return at < 0 ? NONE : copies.get(at);
    }
    return first != NONE && (rows.copy(first) == id.copy() || !rows.isLive(first)) ? first : NONE;
  }

  private List<Integer> copies(Identity.Kind kind, String text) {
    return shared.computeIfAbsent(new Identity(kind, text, 0), _ -> new ArrayList<>(2));
  }

  private int indexOf(List<Integer> copies, int copy) {
    int low = 0;
    int high = copies.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = rows.copy(copies.get(middle));
      if (found == copy) {
        return middle;
      }
      if (found < copy) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  private static byte[] octets(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /// A row of a text, or none. Most often it is the row after the one that was asked for last:
  /// servers list messages in the order in which they came.
  private int firstOf(Identity.Kind kind, String text) {
    byte[] octets = octets(text);
    int row = next; // once: another thread may be looking something up, too
    if (row >= rows.count() || !rows.isOf(row, kind, octets)) {
      row = slots[slotOf(kind, octets)] - 1;
    }
    next = row + 1;
    return row;
  }

  /// The slot of a text, or the one that is free for it.
  private int slotOf(Identity.Kind kind, byte[] text) {
    int slot = hash(kind, text) & (slots.length - 1);
    while (slots[slot] != 0 && !rows.isOf(slots[slot] - 1, kind, text)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private int hash(Identity.Kind kind, byte[] text) {
    long hash = kind == Identity.Kind.UID ? seed : ~seed;
    for (byte octet : text) {
      hash = (hash ^ octet) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    return (int) hash;
  }

  /// Makes room for so many texts.
  private void rehash(int texts) {
    slots = new int[Integer.highestOneBit(Math.multiplyExact(texts, 2)) * 2];
    taken = 0;
    for (int row = 0; row < rows.count(); row++) {
      int slot = slotOf(rows.kind(row), rows.octets(row));
      if (slots[slot] == 0) {
        slots[slot] = row + 1;
        taken++;
      }
    }
  }

  /// Over the live rows.
  private final class Walk implements Iterator<SeenMessage> {
    private final boolean goneOnly;
    private int next;

    Walk(boolean goneOnly) {
      this.goneOnly = goneOnly;
    }

    @Override
    public boolean hasNext() {
      while (next < rows.count() && !isMeant(next)) {
        next++;
      }
      return next < rows.count();
    }

    private boolean isMeant(int row) {
      return rows.isLive(row) && (!goneOnly || rows.isGone(row));
    }

    @Override
    public SeenMessage next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int row = next++;
      return rows.message(row, rows.text(row));
    }
  }
}
