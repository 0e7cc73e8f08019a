/**
 * The server on its port: the API, with the faults carried out on the real connection, and beside
 * it the fault panel, the state as JSON and a page for people.
 */
@NullMarked
package dev.amends.systems.mattermost.http;

import org.jspecify.annotations.NullMarked;
