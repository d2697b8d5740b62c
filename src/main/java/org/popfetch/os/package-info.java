/// The one seam to the disk and to other programs.
///
/// Purpose: whatever changes a file or a directory, forces it to stable storage, locks it, or
/// starts a program goes through [Disk] or [Programs], so that a test can stop the program between
/// any two such steps, or lose what was not forced.
///
/// Comes in: paths and octets, from `deliver`, `seen` and `secret`.
///
/// Goes out: system calls.
///
/// Always true here: no policy; new files are 0600 and new directories 0700 whatever the umask;
/// nothing interrupts a thread. Every mutating call is a numbered [Step], announced before it is
/// taken; tests die before each of them, and a list of all that a run takes makes a new one be
/// seen.
///
/// Look elsewhere for: what order the steps have to be in (`deliver`, `seen`).
@NullMarked
package org.popfetch.os;

import org.jspecify.annotations.NullMarked;
