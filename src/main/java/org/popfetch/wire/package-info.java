/// The connection: sockets, TLS, deadlines, and octets cut into lines and messages.
///
/// Standards: RFC 1939 §3 (status lines, byte-stuffing), RFC 2595 §4 (STLS), RFC 8314 (TLS for
/// mail), RFC 9525 (which names a certificate must bear), RFC 8305 (which address first).
///
/// Comes in: a server, a route and a trust policy from `session`; octets from the network.
///
/// Goes out: status lines, listings and streamed messages to `session`, a masked transcript to
/// whoever asked for one.
///
/// Always true here: nothing is buffered without a bound; nothing waits without a deadline, for a
/// watchdog closes the raw socket; a message ends with its terminating line and in no other way; a
/// failure says what the network, the server or its certificate did, in plain words.
///
/// TLS is BoringSSL's, by Conscrypt, or Java's own where that does not load ([TlsProvider]); whom
/// to trust is decided by Java's checks in either case.
///
/// A [Line] leads to a server: [Dialing] straight there, [Proxied] by [Socks5] (RFC 1928) or
/// [HttpConnect] (RFC 9110 §9.3.6), [Tunnelled] by a program that `os` starts. Nothing of the
/// latter three is loaded unless an account asks for it.
///
/// Look elsewhere for: what a reply means (`pop3`), the order of commands (`session`), which
/// mechanism may send a password (`login`).
@NullMarked
package org.popfetch.wire;

import org.jspecify.annotations.NullMarked;
