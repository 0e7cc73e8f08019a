/** The HTTP interface: what people and screens send, and what they get. */
@NullMarked
package dev.amends.systems.provisioning.web;

import org.jspecify.annotations.NullMarked;
