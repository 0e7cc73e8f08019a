package dev.amends.testkit.explore;

/**
 * A place that a run of a saga passes.
 *
 * @param site which place, such as {@code action of 'team'} or {@code SagaStore.flush}
 * @param pass how often the run has come by, from 1
 * @param kind what sort of place
 * @param detail what was being done there
 */
record Point(String site, int pass, PointKind kind, String detail) {
  boolean same(Point other) {
    return site.equals(other.site) && pass == other.pass;
  }

  @Override
  public String toString() {
    String times = pass == 1 ? "" : ", pass " + pass;
    return site + times + (detail.isEmpty() ? "" : " [" + detail + "]");
  }
}
