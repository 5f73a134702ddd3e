package dev.whorl.event;

/**
 * The client that made an event.
 *
 * @param name for example {@code whorl.java.logback}
 * @param version the version of Whorl
 */
public record Sdk(String name, String version) {}
