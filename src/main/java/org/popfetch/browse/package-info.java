/// Looking at a maildrop without fetching from it: `check`, `list`, `show` and `catchup`.
///
/// Standards: RFC 1939 §7 (`TOP`, `UIDL`).
///
/// Comes in: a [org.popfetch.session.Transaction] that somebody else opened and will close, and
/// what the account has seen.
///
/// Goes out: values ([Waiting], [Listing], [CaughtUp]) and their renderings for people and for
/// programs; for `show` the message itself.
///
/// Always true here: nothing is deleted on the server, nothing is delivered, and nothing is marked
/// as read there, for only `TOP` looks into messages (a server without it is said to be one before
/// `RETR` is used); only [CaughtUp] writes to the ledger.
///
/// Look elsewhere for: what counts as new (`plan`), header fields made readable (`message`),
/// fetching (`sync`).
@NullMarked
package org.popfetch.browse;

import org.jspecify.annotations.NullMarked;
