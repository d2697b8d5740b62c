/// Where messages go: a Maildir, an mbox, a delivery program.
///
/// Standards: maildir(5), mbox(5) in the mboxrd variant, sysexits(3) for delivery programs.
///
/// The procedure, for one batch of messages (steps 1 to 3 of the durability protocol):
///
/// 1. [Sink#receive]: a private place; the message streams in; [Incoming#complete] when its end was
///    seen.
/// 2. [Sink#stage]: contents and directory entries are forced; the places are fixed. The caller
///    writes the [Intent]s to its journal.
/// 3. [Staged#commit]: the messages appear where the user's mail reader looks.
///
/// After a crash [Sink#settle] tells for each intent whether its message arrived, and finishes what
/// can be finished.
///
/// Comes in: octets as the server sent them, dot-unstuffed, from `sync`.
///
/// Goes out: files and programs, by way of `os`.
///
/// Always true here: a message is never seen half-way at its destination; nothing of somebody
/// else's is removed, truncated or overwritten.
///
/// Look elsewhere for: the journal and what has been seen (`seen`), order and group commit
/// (`sync`).
@NullMarked
package org.popfetch.deliver;

import org.jspecify.annotations.NullMarked;
