package dev.amends.spring.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A short, printable piece of somebody else's text, fit for a journal, a log and a screen. */
final class Excerpt {
  /** Bytes of a body that are looked at. */
  static final int MAX_BYTES = 4 * 1024;

  /** Characters that are kept. */
  private static final int MAX_CHARS = 1_000;

  /** The named member of a JSON object or form that a text is likely to echo a secret in. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(\"?[\\w.-]{0,30}(?:passw(?:or)?d|secret|token|authorization|api[-_]?key|credential)"
              + "[\\w.-]{0,30}\"?\\s{0,3}[:=]\\s{0,3})(\"(?:[^\"\\\\]|\\\\.){0,4096}\"?|[^\\s,;&}]{1,4096})");

  private static final Pattern USER_INFO = Pattern.compile("(?i)(https?://)[^/@\\s\"]{1,500}@");

  private Excerpt() {}

  /** The beginning of a body. */
  static String of(byte[] body) {
    int length = Math.min(body.length, MAX_BYTES);
    return of(new String(body, 0, length, StandardCharsets.UTF_8));
  }

  /** The beginning of a text. */
  static String of(String text) {
    String head = text.length() > MAX_BYTES ? text.substring(0, MAX_BYTES) : text;
    String masked = SECRET.matcher(head).replaceAll("$1***");
    masked = USER_INFO.matcher(masked).replaceAll("$1***@");
    StringBuilder printable = new StringBuilder(Math.min(masked.length(), MAX_CHARS));
    masked
        .codePoints()
        .limit(MAX_CHARS)
        .map(Excerpt::printable)
        .forEach(printable::appendCodePoint);
    String result = printable.toString().replaceAll(" {2,}", " ").strip();
    return result.length() < text.length() && masked.length() > MAX_CHARS ? result + "…" : result;
  }

  private static int printable(int codePoint) {
    boolean unfit =
        Character.isISOControl(codePoint)
            || Character.getType(codePoint) == Character.SURROGATE
            || Character.getType(codePoint) == Character.FORMAT
            || !Character.isDefined(codePoint);
    return unfit ? ' ' : codePoint;
  }
}
