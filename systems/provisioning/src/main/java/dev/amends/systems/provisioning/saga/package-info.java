/**
 * The sagas: creating a project, signing up, a tenant's team, and making again what got lost. Each
 * says what is done where, how a lost answer is found out about, and how it is undone.
 */
@NullMarked
package dev.amends.systems.provisioning.saga;

import org.jspecify.annotations.NullMarked;
