/** The compiled definitions of this node. */
@NullMarked
package dev.amends.internal.plans;

import org.jspecify.annotations.NullMarked;
