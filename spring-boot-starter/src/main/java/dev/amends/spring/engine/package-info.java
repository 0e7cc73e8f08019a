/**
 * The engine inside a Spring application: its transactions are the application's, its start waits
 * for the database, and its end comes between the web server's and the data source's.
 */
@NullMarked
package dev.amends.spring.engine;

import org.jspecify.annotations.NullMarked;
