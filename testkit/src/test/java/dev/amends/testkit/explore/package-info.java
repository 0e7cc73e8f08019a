/** The crash explorer passes sound sagas and finds what is wrong with broken ones. */
@NullMarked
package dev.amends.testkit.explore;

import org.jspecify.annotations.NullMarked;
