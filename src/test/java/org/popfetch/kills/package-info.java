/// Random kills: a client of POP3 is started, struck down at a random moment, and started again,
/// while mail goes on to arrive at a real Dovecot; then everything that was ever sent is looked
/// for.
///
/// A [Round] has a mailbox and a home of its own, and one [Situation]: Maildir, mbox or a delivery
/// program, keeping the mail on the server or deleting it. Each run meets a [Fault]: SIGKILL,
/// SIGTERM, SIGINT, a connection that is cut, a second run beside it; after some time, after some
/// octets, or in the moment of its QUIT. At last runs are left alone until one has nothing more to
/// do, and the [Verdict] is taken. popfetch is held to its [Promise].
///
/// `mvn verify` plays for a minute. For as long as you like:
///
/// ```text
/// mvn verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=RandomKillsIT -Dpopfetch.kills.minutes=60
/// ```
///
/// | property | meaning |
/// | --- | --- |
/// | `popfetch.kills.minutes` | no round begins later; 1 |
/// | `popfetch.kills.client` | `popfetch`, or for comparison `mpop`, `getmail`, `fetchmail`, whose figures are printed and not judged |
/// | `popfetch.kills.faults` | of `kill,term,int,cut,reset,twins`; all for popfetch, the signals for the others |
/// | `popfetch.kills.only` | situations whose name holds this: `maildir-keep`, `mbox`, `-delete` … |
/// | `popfetch.kills.seed` | of an earlier run, which printed it |
/// | `popfetch.kills.round` | only the round of this number |
/// | `popfetch.kills.history` | `true`: rounds that went well are kept, too |
///
/// The seed decides what is sent and when each run is struck; how far the run has come by then is
/// the machine's matter. Figures are printed, and kept in `target/kills/CLIENT-SEED`. A round that
/// failed leaves its home there: `history/diary` tells what happened, with the dialogue of each run
/// and a copy of the state after it.
@NullMarked
package org.popfetch.kills;

import org.jspecify.annotations.NullMarked;
