package org.popfetch.message;

import java.time.Instant;

/// What a sink is told of a message.
///
/// @param uid the text that identifies it on the server, one octet per character
/// @param sender the address of `Return-Path`, else of `From`, else empty; free of blanks and
///   control characters
/// @param octets its size as received, with CRLF line ends
/// @param arrived when it was received here
public record Envelope(String uid, String sender, long octets, Instant arrived) {}
