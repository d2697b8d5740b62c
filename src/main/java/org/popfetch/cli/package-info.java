/// The command line: what the user typed goes in, an exit status comes out.
///
/// Comes in: arguments, the environment, signals.
///
/// Goes out: lines on standard output and standard error, an exit status (sysexits(3)).
///
/// Always true here: this is the only room that knows picocli, standard output, standard error and
/// exit. It wires the other rooms together ([Wiring]) and holds no logic of its own: a command
/// class says what its options mean, and calls.
///
/// Look elsewhere for: what a command does (`sync`, `browse`, `demo`), how things are told
/// (`report`, `terminal`).
@NullMarked
package org.popfetch.cli;

import org.jspecify.annotations.NullMarked;
