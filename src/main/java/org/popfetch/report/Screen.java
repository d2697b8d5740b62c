package org.popfetch.report;

import java.util.List;
import java.util.function.IntFunction;

/// Where lines go. One implementation writes to the terminal or wherever the streams were
/// redirected to; tests keep the lines. Safe for many threads; never throws.
public interface Screen {
  /// Writes a line of what was asked for: to standard output.
  void result(String line);

  /// Writes a line about what is going on: to standard error.
  void tell(String line);

  /// Keeps lines at the bottom of the terminal, in place of those that were kept before; they move
  /// down when another line is written. Does nothing where nobody watches.
  ///
  /// @param fitting gives the lines, none of them wider than the columns it is given; none to take
  ///   them away
  void live(IntFunction<List<String>> fitting);

  /// What standard output shows.
  Look results();

  /// What standard error shows.
  Look told();

  /// The width of standard output in columns, when it is a terminal.
  int width();
}
