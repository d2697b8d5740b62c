package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OctetLinesTest {
  private static final int BUFFER = 64 * 1024;

  @TempDir Path directory;

  /// Lines that end where the buffer does, one before, and one behind; and longer ones.
  @Test
  void linesAreWholeWhereverTheBufferEnds() throws IOException {
    for (int length : List.of(0, 1, BUFFER - 2, BUFFER - 1, BUFFER, BUFFER + 1, 5 * BUFFER)) {
      List<String> lines =
          List.of("first", "x".repeat(length), "\u00e9".repeat(length), "", "last");
      assertThat(read(String.join("\n", lines) + "\n")).isEqualTo(lines);
      assertThat(read(String.join("\n", lines))).isEqualTo(lines);
    }
  }

  @Test
  void aFileMayBeEmpty() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("\n")).containsExactly("");
  }

  /// Somewhere in a line: what is left of it comes first.
  @Test
  void beginsWhereItIsTold() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "first\nsecond\n");
    try (OctetLines lines = new OctetLines(file, 3)) {
      assertThat(lines.next()).isTrue();
      assertThat(lines.line()).isEqualTo("st");
      assertThat(lines.next()).isTrue();
      assertThat(lines.line()).isEqualTo("second");
      assertThat(lines.next()).isFalse();
    }
  }

  private List<String> read(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), content, ISO_8859_1);
    List<String> read = new ArrayList<>();
    long offset = 0;
    try (OctetLines lines = new OctetLines(file)) {
      while (lines.next()) {
        read.add(lines.line());
        assertThat(lines.offset()).isEqualTo(offset);
        offset = lines.end();
        assertThat(lines.number()).isEqualTo(read.size());
        assertThat(lines.isEnded()).isEqualTo(content.charAt((int) offset - 1) == '\n');
      }
    }
    assertThat(offset).isEqualTo(content.length());
    return read;
  }
}
