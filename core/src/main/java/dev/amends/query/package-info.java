/** The read model: sagas and their steps as a screen or an application shows them. */
@NullMarked
package dev.amends.query;

import org.jspecify.annotations.NullMarked;
