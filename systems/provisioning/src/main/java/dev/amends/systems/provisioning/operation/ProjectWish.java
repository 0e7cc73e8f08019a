package dev.amends.systems.provisioning.operation;

/** A project that somebody wants. E-mail address and user name are lower-cased. */
public record ProjectWish(
    String tenantId, String name, String adminEmail, String adminUsername, String adminName) {}
