/// The packaged program against real servers other than Dovecot, which the tests start for
/// themselves on loopback: mpopd, popa3d, Solid POP3, mailutils, Courier and Cyrus.
///
/// mpopd comes with Debian's mpop. The packages of the others exclude each other: `.ci/servers
/// target/servers` unpacks each into a folder of its own, and it runs there as if that were the
/// whole machine (`chroot`, which wants root), with users of its own. Nothing is installed, and
/// nothing outside of `target` is written.
///
/// A server that cannot run is skipped, and a line says why. With `CI=true` that is a failure, if
/// [OtherServer#isExpected].
@NullMarked
package org.popfetch.servers;

import org.jspecify.annotations.NullMarked;
