package org.popfetch.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.stream.Stream;
import org.popfetch.pop3.Command;

/// The commands that are unanswered: how many, how long, and which of them are fences.
final class Window {
  /// The longest fence, in octets: `UIDL 2147483647` and a line end.
  private static final int FENCE = 17;

  private final int mostCommands;
  private final int mostOctets;
  private final Queue<Sent> unanswered = new ArrayDeque<>();
  private int octets;

  private record Sent(Command command, int octets, boolean isFence) {}

  Window(int mostCommands, int mostOctets) {
    this.mostCommands = mostCommands;
    this.mostOctets = mostOctets;
  }

  /// Whether there is room for a command of usual length and a fence behind it.
  boolean hasRoom() {
    return unanswered.size() + 2 <= mostCommands && octets + 4 * FENCE <= mostOctets;
  }

  boolean isEmpty() {
    return unanswered.isEmpty();
  }

  void add(Command command, boolean isFence) {
    int length = command.line().length() + 2;
    unanswered.add(new Sent(command, length, isFence));
    octets += length;
  }

  /// The fences that are unanswered, oldest first.
  Stream<Command> fences() {
    return unanswered.stream().filter(Sent::isFence).map(Sent::command);
  }

  /// The oldest command was answered.
  ///
  /// @return whether it was a fence
  boolean remove() {
    Sent oldest = unanswered.remove();
    octets -= oldest.octets;
    return oldest.isFence;
  }
}
