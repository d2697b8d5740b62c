/// What to do with a maildrop: which messages are new, which are to be fetched, deleted or left
/// alone, and why.
///
/// Purpose: the one place where policy lives, as pure functions.
///
/// The procedure, once per session:
///
/// 1. [Questions]: which headers must be compared before anything can be decided.
/// 2. [Identification]: which message is which, given their answers.
/// 3. [Plan]: what to do.
/// 4. [Attendance]: what the listing says about messages that are not in it.
///
/// Comes in: the maildrop from `session`, what was seen from `seen`, the account's wishes, and the
/// time.
///
/// Goes out: a [Plan] and entries for the ledger, to `sync` and `browse`.
///
/// Always true here: nothing that this account did not itself deliver is ever planned for deletion,
/// and nothing whose header was not compared, be it by `TOP` or, on a server without that, by
/// retrieving it once more ([Doubt]); nothing else that was seen is fetched again unless that was
/// asked for; every message that is left alone has a reason; where something cannot be proven, the
/// message is fetched again. No socket, file or clock is touched.
///
/// Look elsewhere for: carrying the plan out (`sync`).
@NullMarked
package org.popfetch.plan;

import org.jspecify.annotations.NullMarked;
