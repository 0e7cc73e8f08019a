/**
 * Who may do what in the console: two roles, the console's own users or the application's, and the
 * filters that stand before the servlet.
 */
@NullMarked
package dev.amends.console.security;

import org.jspecify.annotations.NullMarked;
