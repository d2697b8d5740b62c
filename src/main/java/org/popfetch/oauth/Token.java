package org.popfetch.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.popfetch.account.Secret;

/// What an authorization server has given (RFC 6749 §5.1).
///
/// @param access what a mail server is shown
/// @param expires from when on it is good no more; nothing: the server did not say
/// @param refresh what gets the next one; nothing: a person has to log in again
/// @param scope what access was given, where that was said
public record Token(
    Secret access, Optional<Instant> expires, Optional<Secret> refresh, Optional<String> scope) {
  /// A token that is about to expire may do so between here and the server's look at its clock.
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx");

  /// Whether it can be shown without being renewed first.
  public boolean isGood(Instant now) {
    return expires.map(end -> now.plus(MARGIN).isBefore(end)).orElse(true);
  }

  /// Whether a server would still take it, if only for moments.
  public boolean isAlive(Instant now) {
    return expires.map(now::isBefore).orElse(true);
  }

  /// Until when, and then, in words: "good until 2026-11-25 10:00 +00:00, then renewed by itself".
  ///
  /// @param clock its zone is the one in which times are told
  public String told(Clock clock) {
    boolean alive = isAlive(clock.instant());
    String until =
        expires
            .map(end ->
                (alive ? "good until " : "expired ") + WHEN.format(end.atZone(clock.getZone())))
            .orElse("good until somebody revokes it");
    return refresh.isPresent()
        ? until + (alive ? ", then renewed by itself" : ", renewed when it is needed")
        : until + (expires.isPresent() ? ", cannot be renewed" : "");
  }

  /// This one, with what the former one had and a refreshed one does not repeat (RFC 6749 §6).
  Token after(Token former) {
    return new Token(access, expires, refresh.or(former::refresh), scope.or(former::scope));
  }
}
