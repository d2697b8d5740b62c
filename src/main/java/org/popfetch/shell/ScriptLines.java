package org.popfetch.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// A script, line by line. What it throws is an [UncheckedIOException].
public interface ScriptLines {
  /// The next line, which may have to be waited for; nothing when there is no more.
  Optional<String> next();

  /// The lines that nobody will take any more, as far as they are there: a program that said `QUIT`
  /// through a pipe may keep that open until we have ended.
  List<String> rest();

  /// Those of a list.
  static ScriptLines of(List<String> all) {
    var left = new ArrayDeque<String>(all);
    return new ScriptLines() {
      @Override
      public Optional<String> next() {
        return Optional.ofNullable(left.poll());
      }

      @Override
      public List<String> rest() {
        return List.copyOf(left);
      }
    };
  }

  /// Those that come from a stream, and of its rest the first 64 kB.
  static ScriptLines of(BufferedReader stream) {
    return new ScriptLines() {
      @Override
      public Optional<String> next() {
        try {
          return Optional.ofNullable(stream.readLine());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public List<String> rest() {
        var rest = new StringBuilder();
        try {
          while (rest.length() < 65_536 && stream.ready()) {
            int c = stream.read();
            if (c < 0) {
              break;
            }
            rest.append((char) c);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return rest.toString().lines().toList();
      }
    };
  }
}
