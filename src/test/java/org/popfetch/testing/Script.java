package org.popfetch.testing;

import java.util.List;

/// What a [ScriptedServer] plays.
///
/// @param name for messages: a file's name
/// @param sessions one for each connection, in their order
record Script(String name, List<Session> sessions) {

  Script {
    sessions = List.copyOf(sessions);
  }

  /// Whether a certificate is needed to play it.
  boolean speaksTls() {
    return sessions.stream()
        .flatMap(session -> session.steps().stream())
        .anyMatch(step -> step instanceof Step.StartTls || step instanceof Step.StartTlsInVain);
  }

  /// What happens on one connection.
  ///
  /// @param number from 1
  /// @param steps of which the last is a [Step.Last], and no other
  record Session(int number, List<Step> steps) {
    Session {
      steps = List.copyOf(steps);
    }
  }
}
