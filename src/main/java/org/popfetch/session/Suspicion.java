package org.popfetch.session;

/// Whether a server's answers still belong to the commands that are thought to have caused them.
/// Ask a [Transaction] after it failed: the next session had better run in lock-step unless this is
/// [#NONE].
public enum Suspicion {
  /// They do, as far as anybody can tell.
  NONE,
  /// The server fell silent while several commands were unanswered: it lost one, or the network
  /// failed.
  SILENCE,
  /// An answer was lost, surplus or cut short.
  OUT_OF_STEP
}
