package dev.amends.systems.launcher.system;

/**
 * Something with a {@code main} method.
 *
 * @param module the folder of its Maven module, from the root of the checkout
 * @param mainClass the class with {@code main}
 */
public record Program(String module, String mainClass) {}
