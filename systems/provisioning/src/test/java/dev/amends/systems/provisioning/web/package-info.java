@NullMarked
package dev.amends.systems.provisioning.web;

import org.jspecify.annotations.NullMarked;
