package org.popfetch.seen;

import java.util.Arrays;
import org.popfetch.pop3.OctetStore;

/// Messages as rows of numbers, and their texts as octets: a maildrop has a hundred thousand of
/// them, and as many objects would take three times the memory, and the collector's time with it.
///
/// A row takes some 70 octets and its text.
final class SeenRows {
  // Where the numbers of a row lie in it.
  private static final int OCTETS = 0;
  private static final int DIGEST_HIGH = 1;
  private static final int DIGEST_LOW = 2;
  private static final int AT = 3;
  private static final int DELETED = 4;
  private static final int GONE = 5;
  private static final int NUMBERS = 6;

  // And the small ones.
  private static final int TEXT = 0;
  private static final int LENGTH = 1;
  private static final int COPY = 2;
  private static final int MARKS = 3;
  private static final int SMALL_NUMBERS = 4;

  // The bits of MARKS. Those that belong to the text stay with it.
  private static final int BY_DIGEST = 1;
  private static final int SHARED = 2;
  private static final int CAUGHT_UP = 4;
  private static final int DIGESTED = 8;
  private static final int LIVE = 16;
  private static final int OF_TEXT = BY_DIGEST | SHARED;

  private static final int FEW = 32;

  private long[] numbers = new long[FEW * NUMBERS];
  private int[] small = new int[FEW * SMALL_NUMBERS];
  private final OctetStore texts = new OctetStore();
  private int count;

  /// How many rows there are, live or not.
  int count() {
    return count;
  }

  /// Makes room at once for so many rows in all.
  void expect(int rows) {
    if (rows > room()) {
      numbers = Arrays.copyOf(numbers, Math.multiplyExact(rows, NUMBERS));
      small = Arrays.copyOf(small, Math.multiplyExact(rows, SMALL_NUMBERS));
    }
  }

  private int room() {
    return small.length / SMALL_NUMBERS;
  }

  /// Adds a row that is not live yet.
  ///
  /// @return its index
  int add(Identity.Kind kind, byte[] text) {
    int mark =
        switch (kind) {
          case UID -> 0;
          case DIGEST -> BY_DIGEST;
        };
    return add(texts.add(text, 0, text.length), text.length, mark);
  }

  /// Adds a row with the text of another one.
  int addTwin(int row) {
    return add(small(row, TEXT), small(row, LENGTH), small(row, MARKS) & BY_DIGEST);
  }

  private int add(int text, int length, int marks) {
    if (count == room()) {
      expect(Math.addExact(count, count / 2));
    }
    int row = count++;
    set(row, TEXT, text);
    set(row, LENGTH, length);
    set(row, MARKS, marks);
    return row;
  }

  /// Whether a row is of this text, live or not.
  boolean isOf(int row, Identity.Kind kind, byte[] text) {
    return kind == kind(row) && texts.isSame(small(row, TEXT), textEnd(row), text);
  }

  Identity.Kind kind(int row) {
    return has(row, BY_DIGEST) ? Identity.Kind.DIGEST : Identity.Kind.UID;
  }

  String text(int row) {
    return texts.text(small(row, TEXT), textEnd(row));
  }

  byte[] octets(int row) {
    return texts.octets(small(row, TEXT), textEnd(row));
  }

  private int textEnd(int row) {
    return small(row, TEXT) + small(row, LENGTH);
  }

  int copy(int row) {
    return small(row, COPY);
  }

  /// Whether several rows are of the same text, or were.
  boolean isShared(int row) {
    return has(row, SHARED);
  }

  void share(int row) {
    set(row, MARKS, small(row, MARKS) | SHARED);
  }

  boolean isLive(int row) {
    return has(row, LIVE);
  }

  boolean isGone(int row) {
    return number(row, GONE) != Stamp.NONE;
  }

  void kill(int row) {
    set(row, MARKS, small(row, MARKS) & ~LIVE);
  }

  /// Fills a row, which is live then.
  ///
  /// @param one of the row's text
  void set(int row, SeenMessage one) {
    set(row, COPY, one.id().copy());
    int how =
        switch (one.how()) {
          case DELIVERED -> 0;
          case CAUGHT_UP -> CAUGHT_UP;
        };
    int ofText = small(row, MARKS) & OF_TEXT;
    set(row, MARKS, ofText | how | (one.digested ? DIGESTED : 0) | LIVE);
    int at = row * NUMBERS;
    numbers[at + OCTETS] = one.octets();
    numbers[at + DIGEST_HIGH] = one.digestHigh;
    numbers[at + DIGEST_LOW] = one.digestLow;
    numbers[at + AT] = one.at;
    numbers[at + DELETED] = one.deleted;
    numbers[at + GONE] = one.gone;
  }

  /// What a live row tells.
  ///
  /// @param text the row's
  SeenMessage message(int row, String text) {
    int at = row * NUMBERS;
    return new SeenMessage(
        new Identity(kind(row), text, copy(row)),
        numbers[at + OCTETS],
        has(row, DIGESTED),
        numbers[at + DIGEST_HIGH],
        numbers[at + DIGEST_LOW],
        has(row, CAUGHT_UP) ? SeenMessage.How.CAUGHT_UP : SeenMessage.How.DELIVERED,
        numbers[at + AT],
        numbers[at + DELETED],
        numbers[at + GONE]);
  }

  private boolean has(int row, int mark) {
    return (small(row, MARKS) & mark) != 0;
  }

  private long number(int row, int which) {
    return numbers[row * NUMBERS + which];
  }

  private int small(int row, int which) {
    return small[row * SMALL_NUMBERS + which];
  }

  private void set(int row, int which, int value) {
    small[row * SMALL_NUMBERS + which] = value;
  }
}
