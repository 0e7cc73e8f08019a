/** The manual engine, used as its users do. */
@NullMarked
package dev.amends.testkit.manual;

import org.jspecify.annotations.NullMarked;
