package org.popfetch.shell;

import java.util.List;
import java.util.Optional;
import org.popfetch.pop3.ServerText;

/// Where lines come from, and where what is shown goes: a person's terminal, or a script's pipes.
/// What it throws is an [java.io.UncheckedIOException]: the other side is gone.
interface Console extends AutoCloseable {
  /// Whether somebody can be asked.
  boolean isTerminal();

  /// How wide what is shown may be.
  int columns();

  /// The next line; nothing when there is no more.
  Optional<String> next(Prompt prompt);

  /// The lines of a script that nobody will take any more.
  List<String> rest();

  /// Shows a line of the server's.
  void reply(ServerText line);

  /// Shows the lines that follow a reply, as they come.
  Lines lines();

  /// Shows a line of what was asked for.
  void say(String line);

  /// Shows many such lines.
  void say(List<String> lines);

  /// Shows a line about what is going on.
  void tell(String line);

  /// Asks a question that is answered by y or n. Where nobody can be asked, the answer is yes.
  ///
  /// @param usual the answer that Enter gives
  boolean agrees(String question, boolean usual);

  /// Asks for something that does not show while it is typed, and is not kept.
  ///
  /// @return nothing where nobody can be asked, or answers
  Optional<String> secret(String question);

  @Override
  void close();
}
