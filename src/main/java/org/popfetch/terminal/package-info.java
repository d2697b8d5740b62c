/// The terminal: what the standard streams are connected to, lines and progress lines written to
/// them, and passwords asked for.
///
/// Standards: ECMA-48 (cursor movement), <https://no-color.org/>, POSIX termios by way of JLine.
///
/// Comes in: lines from `report`, and the streams themselves, which `cli` hands in.
///
/// Goes out: octets, and what somebody typed.
///
/// Always true here: off a terminal no escape sequence is written; what is typed as a password is
/// never shown, also not after Ctrl-C; whether a stream is a terminal costs nothing on Linux, and
/// JLine and the C library, which take a tenth of a second to load, are not touched unless somebody
/// watches.
///
/// Look elsewhere for: the wording (`report`), which password is asked for when (`secret`), line
/// editing (`shell`).
@NullMarked
package org.popfetch.terminal;

import org.jspecify.annotations.NullMarked;
