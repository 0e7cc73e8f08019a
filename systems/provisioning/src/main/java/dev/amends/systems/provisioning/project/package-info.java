/** Projects with what belongs to them in our own database. */
@NullMarked
package dev.amends.systems.provisioning.project;

import org.jspecify.annotations.NullMarked;
