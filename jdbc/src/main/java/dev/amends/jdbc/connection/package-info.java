/** Where connections come from, which transaction work runs in, and how it ends. */
@NullMarked
package dev.amends.jdbc.connection;

import org.jspecify.annotations.NullMarked;
