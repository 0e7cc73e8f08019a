package dev.amends.bench.measure;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** How far a load has come. Safe for many threads. */
public final class Progress {
  private final LongAdder done = new LongAdder();
  private final Recorder times = new Recorder(3);

  /** One unit of work came to its end after so long. */
  public void done(long nanos) {
    done.increment();
    times.recordValue(nanos);
  }

  /** How many have come to their end. */
  public long done() {
    return done.sum();
  }

  void forgetTimes() {
    times.reset();
  }

  Histogram times() {
    return times.getIntervalHistogram();
  }
}
