/**
 * An engine in the hands of a test: nothing happens, and no time passes, unless the test says so.
 */
@NullMarked
package dev.amends.testkit.manual;

import org.jspecify.annotations.NullMarked;
