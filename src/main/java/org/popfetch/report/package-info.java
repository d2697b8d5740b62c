/// What is told: events and failures as values, and their renderings for people and for programs.
///
/// Purpose: the one vocabulary in which every room says what happened, and the one enum that knows
/// exit codes.
///
/// Comes in: [Event]s from the verbs, [Failed] from everywhere.
///
/// Goes out: lines, onto a screen that `cli` hands in.
///
/// Always true here: nothing opens a file, a socket or a clock, and nothing knows `System.out`;
/// text from a server has been escaped before it became part of a [Failure].
///
/// Look elsewhere for: terminal width and colours (`terminal`), which stream a line goes to
/// (`cli`).
@NullMarked
package org.popfetch.report;

import org.jspecify.annotations.NullMarked;
