package dev.amends.systems.launcher.report;

import java.io.PrintStream;

/** The launcher's lines. Each is written whole, whichever thread writes it. */
public final class Terminal {
  private final PrintStream out;
  private final PrintStream err;

  public Terminal(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** It can be used now. Scripts wait for this line. */
  public void ready(String name, String url) {
    line(out, "READY " + name + " " + url);
  }

  /** A process ended that nobody had told to end. Scripts wait for this line. */
  public void exited(String name, int code) {
    line(out, "EXITED " + name + " " + code);
  }

  /** A line of a service that the user should see. */
  public void service(String name, String text) {
    line(out, "[" + name + "] " + text);
  }

  /** Tells what the launcher does. */
  public void say(String text) {
    line(out, text);
  }

  /** Tells what is wrong. */
  public void error(String text) {
    line(err, text);
  }

  private static void line(PrintStream stream, String text) {
    // One call: println would let another thread's line come between the text and its end.
    stream.print(text + System.lineSeparator());
    stream.flush();
  }
}
