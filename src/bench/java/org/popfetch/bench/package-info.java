/// popfetch beside the other fetchers, measured: `src/bench/bench --help` is how to call it.
///
/// **What happens.** A private Dovecot gets mailboxes whose content is always the same
/// ([Mailboxes]). For each [Workload] every fetcher that takes part gets a home and a configuration
/// ([org.popfetch.peers]), and then each of them in turn runs, round after round, so that whatever
/// else the machine does meets them all ([Contest]). Distance is made by [DelayProxy]. The kernel
/// tells what a run took ([Meter]).
///
/// **What comes out.** A [Scoreboard]: medians, how they compare with the best peer of the same
/// run, and the [Target]s. A fetcher that did not deliver what it should have has no figures, but
/// the reason why.
///
/// **Always true here.** All of them get the same mail from the same server, deliver it to a
/// Maildir on the same disk, and run as the same user: whoever runs this, or `nobody` when that is
/// root. Before a bulk run the disk has nothing left to write.
///
/// **Elsewhere.** The inner loops alone, by JMH, beside the classes that they measure:
/// `org.popfetch.wire`, `org.popfetch.seen`.
@NullMarked
package org.popfetch.bench;

import org.jspecify.annotations.NullMarked;
