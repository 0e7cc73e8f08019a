package dev.amends.action;

/**
 * Typed handle of a declared step, by which later steps read its result.
 *
 * @param <T> the step's result; {@link Done} for steps without one
 */
public interface Step<T> {
  /** The step's name, unique in its definition and stored. */
  String name();
}
