package dev.amends.systems.provisioning.web;

/**
 * What is wrong with a field of a request.
 *
 * @param code stable, such as {@code required}
 */
record FieldError(String field, String code, String message) {}
