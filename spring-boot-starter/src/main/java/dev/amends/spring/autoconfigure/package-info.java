/** Puts everything together: properties, and the beans that an application gets by the starter. */
@NullMarked
package dev.amends.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
