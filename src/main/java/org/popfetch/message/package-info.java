/// A message as such: its envelope, its header's digest, line ends, and header fields made
/// readable.
///
/// Standards: RFC 5322 (format), RFC 2047 (encoded words in headers).
///
/// Comes in: octets from `session`, by way of `sync` and `browse`.
///
/// Goes out: [Envelope]s to `deliver`, digests to `seen` and `plan`, readable fields to `browse`.
///
/// Always true here: a message is never held whole in memory, its octets are never changed but for
/// line ends, and no header is so odd that reading it fails.
///
/// Look elsewhere for: dot-stuffing (`wire`), mbox quoting (`deliver`).
@NullMarked
package org.popfetch.message;

import org.jspecify.annotations.NullMarked;
