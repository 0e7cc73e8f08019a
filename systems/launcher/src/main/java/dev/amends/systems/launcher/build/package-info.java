/** What is started comes from the checkout: whether it is built, building it, its class paths. */
@NullMarked
package dev.amends.systems.launcher.build;

import org.jspecify.annotations.NullMarked;
