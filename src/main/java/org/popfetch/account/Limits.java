package org.popfetch.account;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a single run may fetch, and a single session delete.
///
/// @param maxSize octets of one message; larger ones are skipped and reported
/// @param maxMessages messages in one run
/// @param maxBytes octets in one run
/// @param commitEvery deletions in one session: after so many it ends in `QUIT`, which commits
///   them, and another one goes on
public record Limits(
    OptionalLong maxSize, OptionalInt maxMessages, OptionalLong maxBytes, OptionalInt commitEvery) {
  public static final Limits NONE =
      new Limits(
          OptionalLong.empty(), OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty());

  public Limits withoutCommitEvery() {
    return new Limits(maxSize, maxMessages, maxBytes, OptionalInt.empty());
  }

  public Limits withMaxMessages(int messages) {
    return new Limits(maxSize, OptionalInt.of(messages), maxBytes, commitEvery);
  }
}
