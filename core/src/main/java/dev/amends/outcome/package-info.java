/**
 * What an attempt to call somebody else's API came to, and how a thrown exception is read as such
 * an outcome.
 */
@NullMarked
package dev.amends.outcome;

import org.jspecify.annotations.NullMarked;
