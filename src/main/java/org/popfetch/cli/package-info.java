/// The command line: what the user typed goes in, an exit status comes out.
///
/// This is the only room that knows picocli, standard output and standard error, and exit codes; it
/// wires the other rooms together and holds no logic of its own.
@NullMarked
package org.popfetch.cli;

import org.jspecify.annotations.NullMarked;
