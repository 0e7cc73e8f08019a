/** The service of the tests: started in this process or one of its own, on H2 or PostgreSQL. */
@NullMarked
package dev.amends.systems.provisioning.service;

import org.jspecify.annotations.NullMarked;
