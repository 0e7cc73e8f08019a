package dev.amends.systems.provisioning.integration;

/**
 * An API that a service of ours calls.
 *
 * @param name name of the step that calls it
 * @param api name of the API; several steps may call the same
 * @param url URL template
 */
public record ServiceApi(String name, String api, String method, String url) {}
