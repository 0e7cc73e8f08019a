package dev.amends.systems.provisioning.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests that nobody has sent before. */
public final class Samples {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Samples() {}

  /** A word that no other test uses. */
  public static String word() {
    return "w" + Long.toString(ProcessHandle.current().pid(), 36) + COUNT.incrementAndGet();
  }

  /** A project whose administrator is named after it. */
  public static Map<String, Object> project(String word) {
    return project(word, "acme");
  }

  /** A project of a tenant. */
  public static Map<String, Object> project(String word, String tenant) {
    return Map.of(
        "tenantId", tenant,
        "name", "Project " + word,
        "adminEmail", word + "@example.com",
        "adminUsername", word,
        "adminName", "Admin " + word);
  }

  /** Somebody who signs up. */
  public static Map<String, Object> person(String word) {
    return Map.of(
        "loginId", word,
        "email", word + "@example.com",
        "username", word,
        "name", "Person " + word,
        "password", "secret-" + word);
  }

  /** The same with another value of one field, null for none. */
  public static Map<String, Object> with(Map<String, ?> body, String field, Object value) {
    Map<String, Object> other = new LinkedHashMap<>(body);
    if (value == null) {
      other.remove(field);
    } else {
      other.put(field, value);
    }
    return other;
  }
}
