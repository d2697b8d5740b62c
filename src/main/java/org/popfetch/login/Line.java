package org.popfetch.login;

import java.util.Optional;

/// The line to the server that a login goes over.
///
/// @param host the server, by the name that the user gave it
/// @param encrypted whether TLS is on
/// @param mayReveal whether a password may be sent readably: TLS is on, the line is inside of this
///   machine, or the user allowed it
/// @param binding what a login can be bound to
public record Line(
    String host,
    int port,
    boolean encrypted,
    boolean mayReveal,
    Optional<ChannelBinding> binding) {}
