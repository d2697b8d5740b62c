package org.popfetch.cli;

/// A command line that is well-formed and all the same makes no sense: exit status 64.
final class Usage extends RuntimeException {
  Usage(String message) {
    super(message);
  }

  static void atLeast(int least, String option, int value) {
    if (value < least) {
      throw new Usage(option + " takes a number from " + least + ", not " + value);
    }
  }
}
