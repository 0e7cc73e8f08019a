package dev.amends.systems.provisioning.account;

import java.util.UUID;

/** An account as it is shown: without its password. */
public record Account(
    UUID id,
    String tenantId,
    String loginId,
    String email,
    String username,
    String name,
    AccountStatus status) {}
