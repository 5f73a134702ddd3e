package dev.whorl.inbox.store;

import java.util.List;

/**
 * What groups can be filtered by: the values that events of the listed groups have, at most 500 of
 * each kind.
 *
 * @param environments in order of the alphabet
 * @param releases the newest first
 * @param levels in order of the alphabet
 * @param loggers in order of the alphabet
 */
public record FilterValues(
    List<String> environments, List<String> releases, List<String> levels, List<String> loggers) {}
