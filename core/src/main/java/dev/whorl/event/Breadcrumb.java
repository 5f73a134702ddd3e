package dev.whorl.event;

import java.time.Instant;

/**
 * A log call of the same thread that came before an event.
 *
 * @param timestamp when it was logged
 * @param severity how bad it was
 * @param category the logger's name
 * @param message the formatted message
 */
public record Breadcrumb(Instant timestamp, Severity severity, String category, String message) {}
