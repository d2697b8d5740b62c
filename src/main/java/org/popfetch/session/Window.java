package org.popfetch.session;

import java.util.ArrayDeque;
import java.util.Queue;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Command.UidlOne;

/// The commands that are unanswered: how many, how long, and which of them are fences.
///
/// It opens by one command with each answer: a server that cuts the session off with commands
/// unread takes answers with it that were under way, and at the beginning that had better not be
/// all.
final class Window {
  /// The longest fence, in octets: `UIDL 2147483647` and a line end.
  private static final int FENCE = 17;

  private static final int MOST_AT_FIRST = 64;

  private final int mostCommands;
  private final int mostOctets;
  private final Queue<Sent> unanswered = new ArrayDeque<>();
  private final Queue<Command> fences = new ArrayDeque<>();
  private int octets;
  private int open = MOST_AT_FIRST;

  private record Sent(int octets, boolean isFence) {}

  Window(int mostCommands, int mostOctets) {
    this.mostCommands = mostCommands;
    this.mostOctets = mostOctets;
  }

  /// Whether there is room for a command of usual length and a fence behind it.
  boolean hasRoom() {
    return unanswered.size() + 2 <= Math.min(open, mostCommands)
        && octets + 4 * FENCE <= mostOctets;
  }

  boolean isEmpty() {
    return unanswered.isEmpty();
  }

  void add(Command command, boolean isFence) {
    int length = command.line().length() + 2;
    unanswered.add(new Sent(length, isFence));
    octets += length;
    if (isFence) {
      fences.add(command);
    }
  }

  /// Whether a fence about message `number` is unanswered.
  boolean hasFence(int number) {
    for (Command fence : fences) {
      if (fence instanceof UidlOne(int about) && about == number) {
        return true;
      }
    }
    return false;
  }

  /// The oldest command was answered.
  ///
  /// @return whether it was a fence
  boolean remove() {
    Sent oldest = unanswered.remove();
    octets -= oldest.octets;
    open = Math.min(open + 1, mostCommands);
    if (oldest.isFence) {
      fences.remove();
    }
    return oldest.isFence;
  }
}
