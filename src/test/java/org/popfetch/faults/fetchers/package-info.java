/// popfetch and its peers, each told the same in its own language.
///
/// **What goes in.** An [Order]: where the mail is and where it is to go. **What comes out.** A
/// process that carries it out once, in a home directory of its own, with nothing else in its
/// environment; its output is in the files `out` and `err` there.
///
/// **Always true here.** popfetch is the packaged program. A peer runs only where it is installed
/// and asked for; it gets the settings that its manual recommends for the order, and may write no
/// file beyond a bound. Peers add header fields where they cannot be told otherwise; those that can
/// are told so.
@NullMarked
package org.popfetch.faults.fetchers;

import org.jspecify.annotations.NullMarked;
