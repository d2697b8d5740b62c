/// Sizes that no mailbox should have and some do, against the packaged program with the heap that it
/// has by default: how much memory it takes at its peak is printed.
///
/// A run with every build takes a shortcut where the real thing takes minutes; all of it runs with
///
///     mvn verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test='SizesIT' -Dpopfetch.depth=all
@NullMarked
package org.popfetch.sizes;

import org.jspecify.annotations.NullMarked;
