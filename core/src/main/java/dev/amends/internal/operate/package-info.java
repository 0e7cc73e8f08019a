/** What a person decides, turned into appends. */
@NullMarked
package dev.amends.internal.operate;

import org.jspecify.annotations.NullMarked;
