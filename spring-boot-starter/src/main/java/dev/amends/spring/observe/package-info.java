/** What operators see of sagas: logging context, traces, metrics and health. */
@NullMarked
package dev.amends.spring.observe;

import org.jspecify.annotations.NullMarked;
