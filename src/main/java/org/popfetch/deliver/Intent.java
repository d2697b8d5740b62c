package org.popfetch.deliver;

/// Where a message is about to go: text that only the sink which wrote it can read. The journal
/// keeps it as it is.
///
/// @param text any characters; the journal escapes them
public record Intent(String text) {}
