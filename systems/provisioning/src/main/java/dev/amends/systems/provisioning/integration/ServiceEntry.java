package dev.amends.systems.provisioning.integration;

/**
 * A service of ours in the catalogue.
 *
 * @param id such as {@code PROJECT_CREATE}
 * @param saga name of the saga that does it
 */
public record ServiceEntry(String id, String saga) {}
