package dev.amends.spring.guard;

/** What happens to a remote call that is made while a transaction or connection is held. */
public enum GuardMode {
  /** It is refused before anything is sent. */
  FAIL,
  /** It goes out, and a warning is logged once for each place that it comes from. */
  WARN,
  /** Nobody looks. */
  OFF
}
