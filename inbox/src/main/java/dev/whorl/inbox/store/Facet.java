package dev.whorl.inbox.store;

/**
 * What the events of a group are counted by.
 *
 * @param group the id of the group
 * @param environment the number of its name, like the others
 */
record Facet(long group, long environment, long release, long level, long logger) {}
