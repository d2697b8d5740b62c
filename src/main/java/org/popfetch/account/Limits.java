package org.popfetch.account;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a single run may fetch.
///
/// @param maxSize octets of one message; larger ones are skipped and reported
/// @param maxMessages messages in one run
/// @param maxBytes octets in one run
public record Limits(OptionalLong maxSize, OptionalInt maxMessages, OptionalLong maxBytes) {
  public static final Limits NONE =
      new Limits(OptionalLong.empty(), OptionalInt.empty(), OptionalLong.empty());
}
