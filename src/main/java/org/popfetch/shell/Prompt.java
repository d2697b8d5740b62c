package org.popfetch.shell;

import org.popfetch.session.Conversation.Expecting;
import org.popfetch.session.Conversation.State;

/// What stands before the cursor, and what is taken there.
///
/// @param label the account, or the host
/// @param marked how many messages are marked as deleted
record Prompt(String label, State state, int marked, Expecting expecting) {
  /// `work TRANSACTION (1 marked)> `.
  String text() {
    return switch (state) {
          case AUTHORIZATION, TRANSACTION, UPDATE -> label + ' ' + state + marks();
          case CLOSED -> label + " (not connected)";
        }
        + switch (expecting) {
          case COMMAND -> "> ";
          case SASL_RESPONSE -> ", SASL response> ";
          case MESSAGE_LINE -> ", message> ";
        };
  }

  private String marks() {
    return marked == 0 ? "" : " (" + marked + " marked)";
  }
}
