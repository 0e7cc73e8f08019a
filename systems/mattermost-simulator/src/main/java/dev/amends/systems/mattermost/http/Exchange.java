package dev.amends.systems.mattermost.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.URIUtil;

/**
 * One request and the connection it came on. It ends in exactly one of three ways: an answer, a
 * connection that is closed without one, or a connection that is reset.
 */
final class Exchange {
  private static final int MAX_BODY = 1 << 20;

  private final Request request;
  private final Response response;
  private final Callback callback;

  Exchange(Request request, Response response, Callback callback) {
    this.request = request;
    this.response = response;
    this.callback = callback;
  }

  String id() {
    return request.getConnectionMetaData().getId() + "-" + request.getId();
  }

  String method() {
    return request.getMethod();
  }

  /** The decoded path. */
  String path() {
    return String.join("/", pathParts());
  }

  /** The decoded parts of the path; the first one is empty. */
  List<String> pathParts() {
    String raw = request.getHttpURI().getPath();
    return List.of(raw.split("/", -1)).stream().map(URIUtil::decodePath).toList();
  }

  String rawQuery() {
    String query = request.getHttpURI().getQuery();
    return query == null ? "" : query;
  }

  /** The first value of each query parameter. */
  Map<String, String> query() {
    Map<String, String> first = new HashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      first.put(field.getName(), field.getValue());
    }
    return first;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /** The body, or nothing where it is larger than the server takes. */
  Optional<String> body() {
    try {
      byte[] bytes = Content.Source.asInputStream(request).readNBytes(MAX_BODY + 1);
      return bytes.length > MAX_BODY
          ? Optional.empty()
          : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("The body could not be read", e);
    }
  }

  void send(Reply reply) {
    response.setStatus(reply.status());
    if (!reply.contentType().isEmpty()) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
    }
    reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.write(true, ByteBuffer.wrap(reply.bytes()), callback);
  }

  /** Closes the connection without an answer. */
  void drop() {
    endPoint().close();
    callback.failed(new EofException("closed without an answer"));
  }

  /** Breaks the connection: closing a socket that lingers for no time sends a TCP reset. */
  void reset() {
    EndPoint endPoint = endPoint();
    if (endPoint.getTransport() instanceof SocketChannel channel) {
      try {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException e) {
        // Then the client is gone already, and closing is all that is left.
        callback.failed(e);
        return;
      }
    }
    endPoint.close();
    callback.failed(new EofException("reset"));
  }

  private EndPoint endPoint() {
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }
}
