@NullMarked
package org.popfetch.oauth;

import org.jspecify.annotations.NullMarked;
