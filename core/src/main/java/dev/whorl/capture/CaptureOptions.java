package dev.whorl.capture;

import dev.whorl.event.Sdk;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link EventFactory} has to know.
 *
 * @param sdk the client, as it names itself in events
 * @param origin the mechanism of logged exceptions, such as {@code auto.log.logback}
 * @param environment as in the event, null leaves it out
 * @param release as in the event, null leaves it out
 * @param dist as in the event, null leaves it out
 * @param serverName asked for each event; null leaves it out
 * @param fingerprintKey the MDC entry and key-value that carry a fingerprint
 * @param contextTags names, with wildcards, of MDC entries and key-values that become tags
 * @param scrubber masks what is secret
 * @param inApp tells own frames from foreign ones
 */
public record CaptureOptions(
    Sdk sdk,
    String origin,
    @Nullable String environment,
    @Nullable String release,
    @Nullable String dist,
    Supplier<@Nullable String> serverName,
    String fingerprintKey,
    List<String> contextTags,
    Scrubber scrubber,
    InAppPackages inApp) {}
