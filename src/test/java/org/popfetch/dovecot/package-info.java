/// The packaged program against a real Dovecot, which the tests start for themselves on loopback.
///
/// Dovecot runs as the user that runs the tests; when that is root, its mail belongs to `nobody`.
/// Where it is not installed the tests say loudly that they were skipped; with `CI=true` they fail.
@NullMarked
package org.popfetch.dovecot;

import org.jspecify.annotations.NullMarked;
