package org.popfetch.report;

/// Hears what happens. Called from many threads; an implementation puts the calls in order itself
/// and never throws.
@FunctionalInterface
public interface Reporter {
  void report(Event event);

  /// Tells nobody.
  static Reporter silent() {
    return _ -> {};
  }
}
