/// Logging in: which mechanism to try, what it says, and what a refusal means.
///
/// Standards: RFC 1939 §7 (`USER`, `PASS`, `APOP`), RFC 5034 (SASL in POP3), RFC 4616 (PLAIN), RFC
/// 2195 (CRAM-MD5), RFC 2449 §8 and RFC 3206 (response codes).
///
/// Comes in: what the server offers, from `session`; user and password; replies, one by one.
///
/// Goes out: the next [org.popfetch.pop3.Command] to say, or the end of the exchange.
///
/// Always true here: everything is a pure function of what was handed in; a password that an
/// eavesdropper could read never leaves on an open line unless the user allowed it; a credential
/// that was refused is not tried again by another mechanism, for every try counts towards a
/// lock-out. But for APOP: servers offer it to users for whom they keep no password that it could
/// be checked with, and the next mechanism that is allowed has its turn.
///
/// Look elsewhere for: sending and receiving (`session`), where the password comes from (`secret`).
@NullMarked
package org.popfetch.login;

import org.jspecify.annotations.NullMarked;
