/** Looking after sagas that nobody drives: leases, adoption, the sweep, the mailbox. */
@NullMarked
package dev.amends.internal.care;

import org.jspecify.annotations.NullMarked;
