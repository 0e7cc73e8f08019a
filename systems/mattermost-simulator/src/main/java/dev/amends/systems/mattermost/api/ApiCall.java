package dev.amends.systems.mattermost.api;

import java.util.List;
import java.util.Map;

/**
 * A call as it came in.
 *
 * @param path the decoded parts between the slashes; the first one is empty
 * @param query the first value of each query parameter
 * @param authorization the header of that name, or an empty text
 */
public record ApiCall(
    String method,
    List<String> path,
    Map<String, String> query,
    String authorization,
    String body) {}
