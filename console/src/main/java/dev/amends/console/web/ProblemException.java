package dev.amends.console.web;

/** Ends the handling of a request with a problem document. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.code() + ": " + problem.detail());
    this.problem = problem;
  }

  /** What the answer says. */
  public Problem problem() {
    return problem;
  }
}
