package org.popfetch.plan;

import java.util.Optional;
import org.popfetch.message.HeaderDigest;
import org.popfetch.seen.Identity;
import org.popfetch.seen.SeenMessage;

/// A message that is due to be deleted, on a server that shows no header by `TOP`. Its uid may have
/// been given to another message meanwhile, so that it is retrieved, and its header compared.
///
/// @param memories what it may be
/// @param otherwise what it is remembered by when it is none of them, and new
public record Doubt(Memories memories, Identity otherwise) {
  /// The memory of the message that bears this header.
  public Optional<SeenMessage> resolve(HeaderDigest header) {
    return memories.of(header);
  }

  /// Whether that memory's message is to be deleted: another message than the one that was thought
  /// of may turn up, whose time has not come.
  public boolean isDue(SeenMessage memory) {
    return memories.isDue(memory);
  }
}
