package org.popfetch.plan;

import java.util.List;
import java.util.Optional;
import org.popfetch.message.HeaderDigest;
import org.popfetch.seen.Identity;
import org.popfetch.seen.SeenMessage;

/// A message that is due to be deleted, on a server that shows no header by `TOP`. Its uid may have
/// been given to another message meanwhile, so that it is retrieved, and its header compared.
///
/// @param memories what it may be, the likeliest first
/// @param otherwise what it is remembered by when it is none of them, and new
public record Doubt(List<SeenMessage> memories, Identity otherwise) {
  public Doubt {
    memories = List.copyOf(memories);
  }

  /// The memory of the message that bears this header.
  public Optional<SeenMessage> resolve(HeaderDigest header) {
    return memories.stream()
        .filter(one -> one.digest().filter(header::equals).isPresent())
        .findFirst();
  }
}
