/// What is remembered of an account: which messages were delivered, told to be treated so, or
/// deleted, and what is under way.
///
/// Purpose: the ledger of the durability protocol. A snapshot, an append-only journal, and a lock
/// file, per account; popfetch-state(5) describes the format.
///
/// Comes in: [Entry]s from `sync` and `browse`.
///
/// Goes out: [Seen] to `plan`, open intents to `deliver` by way of `sync`.
///
/// Always true here: what [Ledger#record] returned from is on stable storage; a torn last line is
/// cut off, damage before valid lines is reported and never ignored; the kernel's lock is held as
/// long as a [Ledger] is open.
///
/// Look elsewhere for: what to do with a message that was seen (`plan`).
@NullMarked
package org.popfetch.seen;

import org.jspecify.annotations.NullMarked;
