/// popfetch and its peers, each told the same in its own language.
///
/// **What goes in.** [Order]s: where the mail is and where it is to go, each for an account of its
/// own. **What comes out.** A command, or a process, that carries them out once, in a home
/// directory of its own, with nothing else in its environment; a process leaves its output in the
/// files `out` and `err` there.
///
/// **Always true here.** popfetch is the packaged program. A peer runs only where it is installed
/// and asked for; it gets the settings that its manual recommends for the order, and may write no
/// file beyond a bound. Peers add header fields where they cannot be told otherwise; those that can
/// are told so.
@NullMarked
package org.popfetch.peers;

import org.jspecify.annotations.NullMarked;
