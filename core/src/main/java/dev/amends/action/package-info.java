/** What an action of a step sees of its saga, and the shapes that actions have. */
@NullMarked
package dev.amends.action;

import org.jspecify.annotations.NullMarked;
