/** The engine on a store in memory: what sagas do, with other people's systems misbehaving. */
@NullMarked
package dev.amends.testkit.engine;

import org.jspecify.annotations.NullMarked;
