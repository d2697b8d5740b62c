package org.popfetch.shell;

/// A line that makes no sense here; the message says why.
final class Misuse extends Exception {
  Misuse(String message) {
    super(message);
  }
}
