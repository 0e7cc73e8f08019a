package dev.amends.systems.mattermost.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A fault that is set, as the panel shows it.
 *
 * @param method null for any
 * @param remaining how often it will still strike; null until it is deleted
 * @param hits how often it struck
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ActiveFault(
    String id,
    @Nullable String method,
    String path,
    String mode,
    @Nullable Integer status,
    long delayMs,
    boolean effect,
    @Nullable Integer remaining,
    int hits) {}
