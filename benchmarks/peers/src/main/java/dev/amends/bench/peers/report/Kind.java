package dev.amends.bench.peers.report;

/** What is asked of those that are compared; only rows of one kind are comparable. */
public enum Kind {
  /** The main one. */
  SAGA("Sagas of five durable steps", "five steps"),
  /** With the business's own database in it. */
  LOCAL("Sagas of five durable steps, one of them in a transaction of the business", "one local"),
  /** Where the others do no more than that. */
  ONE_STEP("Messages, jobs and sagas of one step", "one step");

  private final String title;
  private final String unit;

  Kind(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  /** As a heading says it. */
  public String title() {
    return title;
  }

  /** As a remark says it. */
  public String unit() {
    return unit;
  }
}
