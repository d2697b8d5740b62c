/// A POP3 server that any client can talk to, in whatever order it likes, and that does wrong at
/// the moments it is told to.
///
/// **Purpose.** [FaultServer] serves a [Mailbox], which outlives its sessions, by the rules of RFC
/// 1939; a [FaultPlan] says at which command what goes wrong instead. Unlike
/// [org.popfetch.testing.ScriptedServer] it holds nobody to a script, so the same situation can be
/// put before any fetcher.
///
/// **What goes in.** Letters, and a plan that may be changed at any time; a session goes by the
/// plan of each command's moment. **What comes out.** What clients said, in their order, and what
/// is left in the mailbox.
///
/// **Always true here.** Loopback, a port from the system, no session outlives the server, and
/// whoever logs in as anybody with any password is let in unless the plan says otherwise.
@NullMarked
package org.popfetch.faults.server;

import org.jspecify.annotations.NullMarked;
