package dev.amends.systems.launcher.host;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this process when the launcher is gone. The launcher never writes after its order, so the
 * standard input ends when the launcher does, even if that was killed.
 */
final class Lifeline implements Runnable {
  private static final int LAUNCHER_IS_GONE = 1;

  private final InputStream in;

  private Lifeline(InputStream in) {
    this.in = in;
  }

  static void hold(InputStream in) {
    Thread thread = new Thread(new Lifeline(in), "launcher-lifeline");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      while (in.read() >= 0) {
        // Nothing is said after the order: whatever comes has no meaning.
      }
    } catch (IOException e) {
      System.err.println("The launcher can't be heard any more: " + e);
    }
    // Not System.exit: the ports must be free at once for the next launcher.
    Runtime.getRuntime().halt(LAUNCHER_IS_GONE);
  }
}
