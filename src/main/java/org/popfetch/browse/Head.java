package org.popfetch.browse;

import java.time.Instant;
import java.util.Optional;
import org.popfetch.message.Fields;
import org.popfetch.message.HeaderDigest;

/// What a listing shows of a message's header.
///
/// @param date when it was written
/// @param from who wrote it, in one line fit for a terminal
/// @param subject likewise
public record Head(
    HeaderDigest digest, Optional<Instant> date, Optional<String> from, Optional<String> subject) {

  static Head of(HeaderDigest digest, Fields fields) {
    return new Head(digest, fields.date(), fields.from(), fields.subject());
  }
}
