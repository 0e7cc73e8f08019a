package dev.amends.systems.mattermost.api;

/** A refusal, as the server words it; the id is what programs branch on. */
public record ApiError(String id, String message, int statusCode) {}
