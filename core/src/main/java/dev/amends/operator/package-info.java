/** What a person may do to a saga, each action appended to its journal and audited. */
@NullMarked
package dev.amends.operator;

import org.jspecify.annotations.NullMarked;
