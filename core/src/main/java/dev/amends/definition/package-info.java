/** What a user writes: saga definitions, their steps, and the policies of those steps. */
@NullMarked
package dev.amends.definition;

import org.jspecify.annotations.NullMarked;
