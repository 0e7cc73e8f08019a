/** The sagas under everything that can go wrong with them, on a real database and over HTTP. */
@NullMarked
package dev.amends.systems.provisioning.saga;

import org.jspecify.annotations.NullMarked;
