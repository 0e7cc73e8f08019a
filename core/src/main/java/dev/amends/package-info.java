/** The front door: start sagas, wait for them, find them, and assemble an engine. */
@NullMarked
package dev.amends;

import org.jspecify.annotations.NullMarked;
