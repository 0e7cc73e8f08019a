package dev.amends.systems.mattermost.http;

import dev.amends.systems.mattermost.fault.ActiveFault;
import dev.amends.systems.mattermost.fault.CallList;
import dev.amends.systems.mattermost.fault.FaultPanel;
import dev.amends.systems.mattermost.fault.InvalidFaultException;
import dev.amends.systems.mattermost.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Everything on the port that isn't Mattermost: faults, seen calls, state, settings, the page. */
final class Panel {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int DEFAULT_PAGE = 1000;
  private static final int MAX_PAGE = 10_000;
  private static final String FAULTS = "/faults";
  private static final String CALLS = "/faults/calls";
  private static final String SETTINGS = "/settings";

  private final Store store;
  private final FaultPanel faults;
  private final CallList calls;
  private final SettingsSwitch settings;

  Panel(Store store, FaultPanel faults, CallList calls, SettingsSwitch settings) {
    this.store = store;
    this.faults = faults;
    this.calls = calls;
    this.settings = settings;
  }

  void handle(Exchange exchange) {
    exchange.send(reply(exchange).with("Cache-Control", "no-store"));
  }

  private Reply reply(Exchange exchange) {
    String path = exchange.path();
    return switch (exchange.method() + " " + path) {
      case "GET /" ->
          Reply.of(200, Reply.HTML, StatePage.render(Snapshot.of(store), faults.list()))
              .with("Content-Security-Policy", StatePage.CONTENT_POLICY);
      case "GET /state" -> json(200, Snapshot.of(store).json());
      case "GET /settings" -> json(200, settings.get());
      case "PUT /settings" -> changeSettings(exchange);
      case "GET /faults" -> json(200, list(faults.list(), null));
      case "POST /faults" -> addFault(exchange);
      case "DELETE /faults" -> {
        faults.clear();
        yield Reply.empty(204);
      }
      case "GET /faults/calls" -> seenCalls(exchange);
      case "DELETE /faults/calls" -> {
        calls.clear();
        yield Reply.empty(204);
      }
      default -> other(exchange, path);
    };
  }

  private Reply other(Exchange exchange, String path) {
    if (exchange.method().equals("DELETE") && path.startsWith(FAULTS + "/")) {
      return faults.remove(path.substring(FAULTS.length() + 1))
          ? Reply.empty(204)
          : problem(404, "fault.unknown", "There is no such fault.", null);
    }
    return List.of("/", "/state", FAULTS, CALLS, SETTINGS).contains(path)
        ? problem(405, "method.not-allowed", "The path does not take this method.", null)
        : problem(404, "path.unknown", "There is nothing at this path.", null);
  }

  private Reply addFault(Exchange exchange) {
    try {
      ActiveFault fault = faults.add(exchange.body().orElse(""));
      return json(201, fault).with("Location", FAULTS + "/" + fault.id());
    } catch (InvalidFaultException e) {
      return problem(400, "fault.invalid", e.getMessage(), e.field());
    }
  }

  private Reply changeSettings(Exchange exchange) {
    return settings.change(exchange.body().orElse(""))
        ? json(200, settings.get())
        : problem(400, "settings.invalid", "Give settings of GET /settings, true or false.", null);
  }

  private Reply seenCalls(Exchange exchange) {
    Map<String, String> query = exchange.query();
    long after;
    int size;
    try {
      after = Long.parseLong(query.getOrDefault("after", "0"));
      size = Integer.parseInt(query.getOrDefault("size", Integer.toString(DEFAULT_PAGE)));
    } catch (NumberFormatException e) {
      return problem(400, "page.invalid", "The page is not given in numbers.", "after, size");
    }
    if (size < 1 || size > MAX_PAGE) {
      return problem(400, "page.invalid", "The size is 1 to " + MAX_PAGE + ".", "size");
    }
    CallList.Page page = calls.page(after, size);
    return json(200, list(page.items(), page.next()));
  }

  private static Map<String, Object> list(List<?> items, @Nullable Object next) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("items", items);
    list.put("next", next);
    return list;
  }

  private static Reply json(int status, Object body) {
    return Reply.of(status, Reply.JSON, MAPPER.writeValueAsString(body));
  }

  private static Reply problem(
      int status, String code, @Nullable String detail, @Nullable String field) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", code);
    problem.put("status", status);
    problem.put("code", code);
    problem.put("detail", detail);
    if (field != null) {
      problem.put("field", field);
    }
    return Reply.of(status, Reply.PROBLEM, MAPPER.writeValueAsString(problem));
  }
}
