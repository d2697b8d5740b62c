/// The packaged program on disks that are full, or that may not be written: the destination's, the
/// spool's, the state's, and all of them on one.
///
/// A full disk is a tmpfs of some hundred kB ([SmallDisk]), which only root can mount. Without root
/// the tests that need one are skipped, and say so; those with a limit on the size of files, and
/// with directories of somebody else's, run for everybody.
///
/// Always true here: nothing is recorded as delivered that is not, no fragment is left, nothing is
/// gone from the server that is not here; with space again the next run completes, and each message
/// is there once.
@NullMarked
package org.popfetch.disks;

import org.jspecify.annotations.NullMarked;
