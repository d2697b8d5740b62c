/// Where passwords come from: a program, a file, a credential of systemd, netrc, the desktop's
/// keyring, or the person at the keyboard.
///
/// Standards: netrc(5), as curl and Python read it; systemd.exec(5), credentials; the Secret
/// Service API of freedesktop.org.
///
/// Comes in: accounts from `config`; a [Prompt] that `cli` hands in.
///
/// Goes out: a [org.popfetch.account.Secret] to `session`, or a `NO_PASSWORD` failure that says how
/// to store one.
///
/// Always true here: an account's password is fetched once in a run, and only when it is needed; a
/// file that holds one must not be readable by others; what a program printed on standard output
/// appears in no message; no secret is an argument of a program; a secret is a single line, not
/// empty.
///
/// Look elsewhere for: what the mechanisms do with it (`login`), reading without echo (`terminal`),
/// a password in the configuration file (`config` checks who may read that file).
@NullMarked
package org.popfetch.secret;

import org.jspecify.annotations.NullMarked;
