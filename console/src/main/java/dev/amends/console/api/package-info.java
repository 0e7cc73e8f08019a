/** The JSON API: sagas, orders of operators, nodes, definitions and the APIs that they call. */
@NullMarked
package dev.amends.console.api;

import org.jspecify.annotations.NullMarked;
