package dev.amends.testkit.explore;

/** What user code throws where the explorer lets it fail. */
final class InjectedFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InjectedFailure(String message) {
    super(message);
  }
}
