/// The conversation with a server, as types: whoever holds a [Transaction] has logged in.
///
/// Standards: RFC 1939 §4 to §6 (the three states), RFC 2449 §6.6 (pipelining), RFC 2595 §4 (STLS),
/// RFC 5034 §4 (AUTH), RFC 8314 §3.3 (implicit TLS).
///
/// The procedure:
///
/// 1. [Approach]: connect, TLS when it is implicit, the greeting;
/// 2. [Authorization]: `CAPA`, unless an [Acquaintance] remembers the answer; `STLS`, TLS and
///    `CAPA` anew when TLS is not implicit;
/// 3. login by the mechanisms that `login` chose; `CAPA` again, in the same flight as the end of
///    the login where the server hears it there, and `UIDL` and `LIST` with it;
/// 4. [Transaction]: `UIDL` and `LIST` in one flight, then what the caller sends;
/// 5. `QUIT`, whose answer is awaited when something was deleted.
///
/// [Opening] goes it in one, for a run; [Stepwise] and [Conversation] step by step, for somebody
/// who looks on.
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
