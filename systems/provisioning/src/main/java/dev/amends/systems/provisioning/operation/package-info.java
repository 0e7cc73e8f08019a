/** The operations that people ask for, each a saga: creating a project, and signing up. */
@NullMarked
package dev.amends.systems.provisioning.operation;

import org.jspecify.annotations.NullMarked;
