/** What a store, a codec and a surrounding framework provide to the engine. */
@NullMarked
package dev.amends.spi;

import org.jspecify.annotations.NullMarked;
