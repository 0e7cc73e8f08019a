package dev.amends.systems.provisioning.tenant;

import java.util.UUID;

/**
 * A tenant.
 *
 * @param id what people call it
 * @param uid made when it appeared here, so that no other installation has it
 * @param teamName the name of its first team on Mattermost
 */
public record Tenant(String id, UUID uid, String teamName) {}
