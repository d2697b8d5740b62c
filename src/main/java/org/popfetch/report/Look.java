package org.popfetch.report;

/// What a stream of lines can show.
///
/// @param terminal whether a person is watching, rather than a file or a pipe
/// @param colour whether colours are wanted there
/// @param unicode whether it takes more than ASCII
public record Look(boolean terminal, boolean colour, boolean unicode) {
  /// A file or a pipe.
  public static final Look PLAIN = new Look(false, false, true);

  /// `text` in a colour, or as it is.
  public String paint(Ink ink, String text) {
    return colour && !text.isEmpty() ? ink.sequence() + text + Ink.RESET : text;
  }

  public String arrow() {
    return unicode ? "→" : "->";
  }

  public String ellipsis() {
    return unicode ? "…" : "...";
  }

  /// A bar of `width` columns.
  ///
  /// @param done what part of it is full, 0 to 1
  public String bar(int width, double done) {
    int full = (int) Math.round(width * Math.clamp(done, 0, 1));
    return unicode
        ? "█".repeat(full) + "░".repeat(width - full)
        : "#".repeat(full) + ".".repeat(width - full);
  }
}
