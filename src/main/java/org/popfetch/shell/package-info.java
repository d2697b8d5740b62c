/// The POP3 prompt: somebody talks to a server, in the server's own words and in a few of ours.
///
/// Standards: RFC 1939 and the extensions that [PopCommand] names.
///
/// Comes in: lines, typed at a terminal or read from a script; an account, or a server that nobody
/// configured.
///
/// Goes out: the lines to the server by way of [org.popfetch.session.Conversation]; its answers, as
/// they came, to the [Console].
///
/// The procedure, a line at a time: [Shell] takes it from the console, [Entered] tells what it is,
/// and either the server gets it or [LocalWords] does it.
///
/// Always true here: what the server says reaches a terminal escaped and a pipe octet by octet;
/// secrets are neither shown nor kept; nothing is deleted that nobody asked to be deleted, and what
/// an account has seen is looked at and never written.
///
/// Look elsewhere for: the connection, its states and login (`session`), one-off looks into a
/// maildrop (`browse`). JLine is loaded by [TerminalConsole] alone, so that a script does not wait
/// for it.
@NullMarked
package org.popfetch.shell;

import org.jspecify.annotations.NullMarked;
