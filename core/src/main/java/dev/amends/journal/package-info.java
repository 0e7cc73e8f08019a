/** Facts of a saga, their stored form, and the history that they add up to. */
@NullMarked
package dev.amends.journal;

import org.jspecify.annotations.NullMarked;
