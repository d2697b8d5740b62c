/// From the configuration file to accounts; the only room that knows TOML.
///
/// Standards: TOML 1.1, the XDG Base Directory Specification. popfetch.toml(5) describes the keys
/// for users; [Keys] is the list that the reader, `config show` and a test of the manual page go
/// by.
///
/// The procedure:
///
/// 1. [ConfigFile#locate] and [ConfigFile#load]: where the file is, its text, who else may read it.
/// 2. [ConfigReader#read]: the text becomes a tree of [Setting]s, each knowing its line and column;
///    each known key has a [Reading] that makes a value of it; what belongs together is checked
///    together.
/// 3. [Configuration]: the good accounts, the names of the others, and every [Problem].
///
/// Comes in: a path, the environment and the home folder, from `cli`.
///
/// Goes out: `account` records to the verbs, problems to `cli`.
///
/// Always true here: one pass finds all problems; no message and no `toString` shows a password; an
/// account with a problem is left out as a whole, and never runs on a guess; nothing is written.
///
/// Look elsewhere for: fetching the password itself (`secret`), command line options that override
/// a key (`cli`), state per account (`seen`).
@NullMarked
package org.popfetch.config;

import org.jspecify.annotations.NullMarked;
