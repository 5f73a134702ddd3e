package dev.whorl.inbox.web.pages;

/**
 * The page of a group.
 *
 * @param group the group as in the list
 * @param numbers its numbers
 * @param event one of its events
 * @param why that event is in it
 */
record GroupView(GroupRow group, GroupNumbers numbers, EventView event, WhyView why) {}
