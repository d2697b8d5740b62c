/// The main job: from a maildrop to the user's mail, in an order that a crash between any two steps
/// cannot hurt.
///
/// The procedure, per account (`seen` and `deliver` say what each step leaves behind):
///
/// 1. the ledger is opened under the account's lock, and what an earlier run left open is settled
///    ([Recovery]);
/// 2. login, listing, identification, plan ([AccountRun]);
/// 3. messages are received by the session's thread ([Transfer]) …
/// 4. … and staged, intended, committed and recorded as delivered by the delivery thread
///    ([Courier]), a batch at a time;
/// 5. what was recorded as delivered, now or by an earlier run and proven to be the same, is marked
///    as deleted on the server, if the user wants that;
/// 6. `QUIT`; what it committed is recorded as deleted. With `commit-every` another session may
///    follow, and deals with what this one left to it.
///
/// Comes in: accounts from `cli`, a plan from `plan`, messages from `session`.
///
/// Goes out: messages to `deliver`, facts to `seen`, events to `report`.
///
/// Whatever step it dies before, the next run brings all to the same end: tests stop a run before
/// every step of the disk, every program, every `RETR`, `DELE` and `QUIT`, and before the answer to
/// `QUIT` is heard.
///
/// Always true here: `DELE` is sent only for what is recorded as delivered; a message is credited
/// to its uid only when the session has proven whose it is; one account's trouble never stops
/// another's run; no thread is interrupted.
///
/// Look elsewhere for: what is fetched and deleted (`plan`), how a sink makes a message safe
/// (`deliver`).
@NullMarked
package org.popfetch.sync;

import org.jspecify.annotations.NullMarked;
