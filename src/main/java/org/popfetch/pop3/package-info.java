/// The nouns of the Post Office Protocol: what a client says and what a server answers, as values.
///
/// Standards: RFC 1939 (POP3), RFC 2449 (CAPA, response codes), RFC 2595 (STLS), RFC 3206 (`SYS`
/// and `AUTH` response codes), RFC 5034 (SASL in POP3).
///
/// Comes in: octets that `wire` has already bounded and cut into lines.
///
/// Goes out: to `login`, `session`, `plan`, `browse` and the reports.
///
/// Always true here: everything is a pure value or a pure parser; a parser never throws on what a
/// server may say but has a value for "something I don't know"; text from a server is a
/// [ServerText] or a [Uid], which escape themselves when they are shown.
///
/// Look elsewhere for: sockets and line reading (`wire`), the order of commands (`session`), what
/// to do with a maildrop (`plan`).
@NullMarked
package org.popfetch.pop3;

import org.jspecify.annotations.NullMarked;
