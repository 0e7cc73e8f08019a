package dev.amends.console.web;

import dev.amends.error.PayloadTooLargeException;
import java.io.IOException;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

/**
 * Reads and writes bodies: JSON only, and never half an answer. How long a body may be is the
 * starter's matter ({@code amends.web.max-body}); here stands only what is too long in any case.
 */
final class JsonConverter extends AbstractHttpMessageConverter<Object> {
  /** The largest payload that an engine can be set to take, and some space around it. */
  static final int MAX_BYTES = (4 << 20) + (64 << 10);

  JsonConverter() {
    super(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON);
  }

  @Override
  protected boolean supports(Class<?> type) {
    return true;
  }

  @Override
  protected Object readInternal(Class<?> type, HttpInputMessage message) throws IOException {
    byte[] body = message.getBody().readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      throw new PayloadTooLargeException("The body has more than %,d bytes".formatted(MAX_BYTES));
    }
    return Json.read(body, type);
  }

  @Override
  protected void writeInternal(Object value, HttpOutputMessage message) throws IOException {
    byte[] document = Json.write(value);
    message.getHeaders().setContentLength(document.length);
    message.getBody().write(document);
  }
}
