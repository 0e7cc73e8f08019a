package dev.amends.systems.provisioning.saga;

/**
 * What a step made on Mattermost.
 *
 * @param id the server's id of it
 */
public record Made(String id) {}
