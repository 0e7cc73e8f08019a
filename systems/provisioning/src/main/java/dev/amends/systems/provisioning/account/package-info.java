/** Accounts of people, and the roles that they have. */
@NullMarked
package dev.amends.systems.provisioning.account;

import org.jspecify.annotations.NullMarked;
