package dev.whorl.event;

import org.jspecify.annotations.Nullable;

/**
 * Whom an event concerned; only what the application itself put into MDC.
 *
 * @param id MDC entry {@code user.id}
 * @param email MDC entry {@code user.email}
 * @param username MDC entry {@code user.username}
 * @param ipAddress MDC entry {@code user.ip_address}
 */
public record User(
    @Nullable String id,
    @Nullable String email,
    @Nullable String username,
    @Nullable String ipAddress) {}
