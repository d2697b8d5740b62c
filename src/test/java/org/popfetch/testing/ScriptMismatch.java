package org.popfetch.testing;

/// The client did something that is not in the script. The message says where, and what instead.
final class ScriptMismatch extends Exception {
  private static final long serialVersionUID = 1L;

  ScriptMismatch(Step.At at, String what) {
    super(at + ": " + what);
  }

  /// The client sent another line.
  static ScriptMismatch of(Step.Hear expected, String got) {
    String good = got.substring(0, expected.pattern().agreesFor(got));
    return new ScriptMismatch(
        expected.at(),
        "the client sent another line\n    expected  %s\n    got       C: %s\n              %s^"
            .formatted(
                expected.at().source(),
                OctetText.show(got),
                " ".repeat("C: ".length() + OctetText.show(good).length())));
  }
}
