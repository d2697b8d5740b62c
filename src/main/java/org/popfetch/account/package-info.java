/// What the user asked for: one [Account] per mailbox, as plain records.
///
/// Purpose: the words of the configuration, free of the file they were written in.
///
/// Comes in: nothing; `config` makes these values, after it has reported every problem.
///
/// Goes out: to every other room.
///
/// Always true here: values are immutable and complete (defaults are filled in), no method touches
/// a file, a socket or a clock, and no `toString` shows a password.
///
/// Look elsewhere for: reading TOML (`config`), fetching the password itself (`secret`), what has
/// been delivered so far (`seen`).
@NullMarked
package org.popfetch.account;

import org.jspecify.annotations.NullMarked;
