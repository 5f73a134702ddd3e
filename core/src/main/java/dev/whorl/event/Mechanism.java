package dev.whorl.event;

import org.jspecify.annotations.Nullable;

/**
 * How an exception came to be in an event and how it hangs together with the others.
 *
 * @param type where it was captured, {@code chained} for causes, {@code suppressed} for suppressed
 *     ones
 * @param handled true for an exception that the application caught and logged; null where it says
 *     nothing
 * @param exceptionId 0 for the exception that was logged, unique in the event
 * @param parentId the id of the exception that this one caused; null for the logged one and for
 *     suppressed ones, which so stay out of a server's grouping
 * @param source the property of the parent that held it: {@code cause} or {@code suppressed[0]};
 *     null for the logged one
 */
public record Mechanism(
    String type,
    @Nullable Boolean handled,
    int exceptionId,
    @Nullable Integer parentId,
    @Nullable String source) {}
