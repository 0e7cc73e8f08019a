package dev.amends.systems.mattermost.http;

import dev.amends.systems.mattermost.api.MattermostApi;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends each request to the API or to the panel. */
final class FrontHandler extends Handler.Abstract {
  private final ApiFront api;
  private final Panel panel;

  FrontHandler(ApiFront api, Panel panel) {
    this.api = api;
    this.panel = panel;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback);
    if (MattermostApi.owns(exchange.path())) {
      api.handle(exchange);
    } else {
      panel.handle(exchange);
    }
    return true;
  }
}
