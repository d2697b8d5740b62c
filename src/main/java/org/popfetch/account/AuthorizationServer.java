package org.popfetch.account;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Where an account's access tokens come from (RFC 6749 §3).
///
/// @param token gives tokens, and new ones for old ones
/// @param authorization the page on which a person allows access; nothing: only by device
/// @param device begins a login on another device (RFC 8628 §3.1); nothing: only by browser
/// @param revocation is told when a token is not wanted any more (RFC 7009); may be missing
/// @param scopes what access is asked for; empty: what the server gives by itself
public record AuthorizationServer(
    URI token,
    Optional<URI> authorization,
    Optional<URI> device,
    Optional<URI> revocation,
    List<String> scopes) {
  public AuthorizationServer {
    scopes = List.copyOf(scopes);
  }
}
