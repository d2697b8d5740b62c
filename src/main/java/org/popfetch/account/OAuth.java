package org.popfetch.account;

import java.util.Optional;

/// What this program is to an authorization server (RFC 6749 §2.2), for one account.
///
/// @param clientId the name under which somebody registered it there
/// @param clientSecret what that registration came with, where it did: few servers ask programs on
///   people's own machines for one (RFC 8252 §8.5)
/// @param server where tokens come from
public record OAuth(String clientId, Optional<Secret> clientSecret, AuthorizationServer server) {}
