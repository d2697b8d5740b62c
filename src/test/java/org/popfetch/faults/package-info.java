/// Every fault that a mail fetcher meets, as a test of the packaged program, and the same faults
/// measured on its peers.
///
/// **Purpose.** Each test is a situation: a server that does something wrong at a moment
/// ([org.popfetch.faults.server]), and a few runs against it. Tests are named after the row of the
/// table of faults that they belong to: `row04_…` is row 4. What popfetch has to do is asserted:
/// its exit status, what arrived, octet for octet, what is left on the server, what was told, and
/// that the run after the fault completes the work.
///
/// **The comparison.** With
///
/// ```text
/// mvn verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
///     -Dit.test='Rows*IT' -Dpopfetch.peers=true -Dpopfetch.forks=1
/// ```
///
/// mpop, getmail6 and fetchmail ([org.popfetch.peers]), as far as they are installed, are put into
/// the same situations, and `target/fault-matrix.md` tells of all of them what came out. [Phrase]
/// words it from what was counted: nothing in the table is written by hand. The peers' behaviour is
/// asserted nowhere.
///
/// **Always true here.** A run is bounded: who has not ended after [Stage#PATIENCE] is killed, and
/// hangs. Each fetcher has a server and a home of its own.
///
/// **Not here.** A crash at each single step, and a disk that is full.
@NullMarked
package org.popfetch.faults;

import org.jspecify.annotations.NullMarked;
