package org.popfetch.session;

import org.popfetch.pop3.Command;
import org.popfetch.pop3.ServerText;

/// What a command is for, in the words of a failure.
final class Doing {
  private Doing() {}

  static String of(Command command) {
    return switch (command) {
      case Command.Retr(int number) -> "fetching message " + number;
      case Command.Top(int number, int _) -> "fetching the header of message " + number;
      case Command.Dele(int number) -> "deleting message " + number;
      case Command.UidlOne(int number) -> "asking for the unique-id of message " + number;
      case Command.ListOne(int number) -> "asking for the size of message " + number;
      case Command.Bare bare ->
          switch (bare) {
            case CAPA -> "asking what the server can do";
            case STLS -> "beginning TLS";
            case STAT, LIST, UIDL -> "listing the messages";
            case NOOP -> "asking for a sign of life";
            case RSET -> "taking back the deletions";
            case QUIT -> "leaving";
          };
      case Command.User _, Command.Pass _, Command.Apop _, Command.Auth _, Command.AuthResponse _ ->
          "logging in";
      case Command.Typed typed -> "waiting for the answer to " + new ServerText(typed.masked());
      case Command.MessageLine _ -> "sending a message";
    };
  }
}
