/// Logging in: which mechanism to try, what it says, and what a refusal means.
///
/// Standards: RFC 1939 §7 (`USER`, `PASS`, `APOP`), RFC 5034 (SASL in POP3), RFC 4616 (PLAIN), RFC
/// 2195 (CRAM-MD5), RFC 5802 and RFC 7677 (SCRAM), RFC 5929 and RFC 9266 (channel bindings), RFC
/// 7628 (OAUTHBEARER), RFC 4422 appendix A (EXTERNAL), RFC 4752 (GSSAPI), RFC 2831 (DIGEST-MD5),
/// RFC 2449 §8 and RFC 3206 (response codes).
///
/// Comes in: what the server offers and what the channel can be bound to, from `session`; user and
/// password, or access token; replies, one by one.
///
/// Goes out: the next [org.popfetch.pop3.Command] to say, or the end of the exchange.
///
/// Always true here: everything is a function of what was handed in, but for SCRAM's nonces and for
/// Kerberos, whose tickets Java gets itself; a server that was to prove itself and did not is not
/// believed; a password that an eavesdropper could read never leaves on an open line unless the
/// user allowed it; a credential that was refused is not tried again by another mechanism, for
/// every try counts towards a lock-out. But for APOP and SCRAM's first message: servers offer them
/// to users for whom they keep nothing that they could be checked with, and the next mechanism that
/// is allowed has its turn. But not after a SCRAM that is bound to the TLS connection.
///
/// Look elsewhere for: sending and receiving (`session`), where the password comes from (`secret`).
@NullMarked
package org.popfetch.login;

import org.jspecify.annotations.NullMarked;
