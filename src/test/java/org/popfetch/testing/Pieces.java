package org.popfetch.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The input of a fuzz test that comes in pieces. Its first line says in what sizes, over and over;
/// the rest is what comes.
///
///     3 1 7
///     From: me@example.com
///
/// Without a number all comes at once.
public final class Pieces {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

  private final List<Integer> sizes;
  private final byte[] whole;

  private Pieces(List<Integer> sizes, byte[] whole) {
    this.sizes = sizes;
    this.whole = whole;
  }

  public static Pieces of(byte[] input) {
    int end = 0;
    while (end < input.length && input[end] != '\n') {
      end++;
    }
    var recipe = new String(input, 0, end, StandardCharsets.ISO_8859_1);
    List<Integer> sizes =
        NUMBER
            .matcher(recipe)
            .results()
            .map(MatchResult::group)
            .map(Integer::valueOf)
            .filter(size -> size > 0)
            .toList();
    return new Pieces(
        sizes, Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length));
  }

  /// Other octets in the same sizes.
  public Pieces with(byte[] other) {
    return new Pieces(sizes, other);
  }

  /// What comes, put together.
  public byte[] whole() {
    return whole.clone();
  }

  /// The same, one octet per character.
  public String latin1() {
    return new String(whole, StandardCharsets.ISO_8859_1);
  }

  public List<byte[]> all() {
    var pieces = new ArrayList<byte[]>();
    for (int from = 0, i = 0; from < whole.length; i++) {
      int size = sizes.isEmpty() ? whole.length : sizes.get(i % sizes.size());
      int to = Math.min(whole.length, from + size);
      pieces.add(Arrays.copyOfRange(whole, from, to));
      from = to;
    }
    return pieces;
  }

  public void writeTo(OutputStream out) throws IOException {
    for (byte[] piece : all()) {
      out.write(piece);
    }
  }

  /// A stream that gives no more than one piece at a time.
  public InputStream stream() {
    var rest = new ArrayList<>(all());
    return new InputStream() {
      private InputStream piece = new ByteArrayInputStream(new byte[0]);

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (length > 0 && piece.available() == 0 && !rest.isEmpty()) {
          piece = new ByteArrayInputStream(rest.removeFirst());
        }
        return piece.read(into, offset, length);
      }
    };
  }
}
