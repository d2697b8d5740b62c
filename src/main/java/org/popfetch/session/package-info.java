/// The conversation with a server, as types: whoever holds a [Transaction] has logged in.
///
/// Standards: RFC 1939 §4 to §6 (the three states), RFC 2449 §6.6 (pipelining), RFC 2595 §4 (STLS),
/// RFC 5034 §4 (AUTH), RFC 8314 §3.3 (implicit TLS).
///
/// The procedure:
///
/// 1. connect, TLS when it is implicit, the greeting;
/// 2. `CAPA`; `STLS`, TLS and `CAPA` anew when it is not;
/// 3. login by the mechanisms that `login` chose; `CAPA` again;
/// 4. [Transaction]: `UIDL` and `LIST` in one flight, then what the caller sends;
/// 5. `QUIT`.
///
/// Comes in: an account and its password from the verbs, lines and octets from `wire`.
///
/// Goes out: [Turn]s to the verbs, in the order in which commands were sent.
///
/// Always true here: one thread owns the connection; nothing waits longer than its deadline; a
/// reply that nobody asked for ends the session; what was asked to be protected is never said
/// unprotected.
///
/// Look elsewhere for: what to fetch (`plan`), in which order to record things (`sync`), sockets
/// (`wire`).
@NullMarked
package org.popfetch.session;

import org.jspecify.annotations.NullMarked;
