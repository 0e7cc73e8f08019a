package dev.amends.bench.peers.report;

/**
 * One of those that are compared.
 *
 * @param name as the table says it
 * @param kind what is asked of it
 * @param role why it stands there
 * @param settings version, threads, connections, modes
 * @param source where its documentation says how to set it up; empty if there is nothing to say
 */
public record Entrant(String name, Kind kind, Role role, String settings, String source) {}
