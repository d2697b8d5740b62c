package org.popfetch.plan;

import java.util.Optional;
import org.popfetch.pop3.Maildrop.Message;
import org.popfetch.seen.Identity;
import org.popfetch.seen.SeenMessage;

/// A message of the maildrop, and who it is.
///
/// @param message as listed
/// @param fresh what it is to be remembered by when it is new
/// @param seen what is remembered of it; nothing when it is new
/// @param proven whether its header was compared with what is remembered, and is the same
public record Identified(
    Message message, Optional<Identity> fresh, Optional<SeenMessage> seen, boolean proven) {

  static Identified fresh(Message message, Identity id) {
    return new Identified(message, Optional.of(id), Optional.empty(), false);
  }

  static Identified known(Message message, SeenMessage seen, boolean proven) {
    return new Identified(message, Optional.empty(), Optional.of(seen), proven);
  }

  int compareNumbers(Identified other) {
    return Integer.compare(message.number(), other.message.number());
  }

  /// What it is remembered by; nothing where only its header will tell, once it is here.
  public Optional<Identity> id() {
    return seen.map(SeenMessage::id).or(() -> fresh);
  }
}
