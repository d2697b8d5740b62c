package org.popfetch.login;

import java.util.Optional;

/// The channel to the server that a login goes over, and may be bound to (RFC 5056).
///
/// @param host the server, by the name that the user gave it
/// @param encrypted whether TLS is on
/// @param mayReveal whether a password may be sent readably: TLS is on, the channel is inside of
///   this machine, or the user allowed it
/// @param binding what a login can be bound to
public record Channel(
    String host,
    int port,
    boolean encrypted,
    boolean mayReveal,
    Optional<ChannelBinding> binding) {}
