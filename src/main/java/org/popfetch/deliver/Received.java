package org.popfetch.deliver;

import java.nio.file.Path;
import org.popfetch.message.Envelope;

/// A whole message at a private place, not yet forced to stable storage.
///
/// @param envelope what is known of it
/// @param file where it lies
/// @param length in octets, of the message as it will be delivered; it is the last thing in the
///   file
public record Received(Envelope envelope, Path file, long length) {}
