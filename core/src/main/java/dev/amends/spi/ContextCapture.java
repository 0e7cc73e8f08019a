package dev.amends.spi;

import java.util.Map;

/** What is captured on the thread that starts a saga, and given to every action of it. */
@FunctionalInterface
public interface ContextCapture {
  /** Names and values; never secrets, they are stored in clear. */
  Map<String, String> capture();
}
