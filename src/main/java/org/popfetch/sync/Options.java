package org.popfetch.sync;

/// What a run does that is not the accounts' own wish.
///
/// @param jobs accounts at a time, at least 1
/// @param dryRun whether to say what would be done, and do nothing
/// @param refetch whether messages that were seen are fetched once more
public record Options(int jobs, boolean dryRun, boolean refetch) {
  /// Accounts at a time, unless the user says otherwise.
  public static final int DEFAULT_JOBS = 16;

  public static final Options DEFAULT = new Options(DEFAULT_JOBS, false, false);
}
