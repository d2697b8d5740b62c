package org.popfetch.terminal;

import java.util.ArrayList;
import java.util.List;

/// As much of a terminal as the screen needs: characters, carriage return, line feed (which returns
/// the carriage, as the line discipline sees to), cursor up, and erasing from the cursor on.
final class Glass {
  private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
  private int row;
  private int column;

  void show(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\r' -> column = 0;
        case '\n' -> {
          row++;
          column = 0;
          if (row == rows.size()) {
            rows.add(new StringBuilder());
          }
        }
        case '\033' -> i = escape(text, i);
        default -> put(c);
      }
    }
  }

  private int escape(String text, int start) {
    int end = start + 2;
    while (Character.isDigit(text.charAt(end))) {
      end++;
    }
    String parameter = text.substring(start + 2, end);
    switch (text.charAt(end)) {
      case 'A' -> row -= Integer.parseInt(parameter);
      case 'J' -> {
        rows.get(row).setLength(Math.min(column, rows.get(row).length()));
        rows.subList(row + 1, rows.size()).clear();
      }
      default -> throw new AssertionError("an escape sequence that no one expects: " + text);
    }
    return end;
  }

  private void put(char c) {
    StringBuilder line = rows.get(row);
    line.append(" ".repeat(Math.max(0, column + 1 - line.length())));
    line.setCharAt(column, c);
    column++;
  }

  /// What can be read on it now.
  String text() {
    return String.join("\n", rows);
  }
}
