package dev.whorl.inbox.preview;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts events into groups as a server does, in the order of their arrival: an event joins the group
 * of the first of its hashes that is known. If none is, it begins a group that is called by its
 * primary hash. Its hashes that were not known lead to that group from then on. Not thread-safe.
 */
final class GroupAssignment {
  private final Map<String, Integer> groupOfHash = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  /** The number of the group, from 0, of an event with these hashes. */
  int assign(List<String> hashes) {
    int group = find(hashes);
    for (String hash : hashes) {
      groupOfHash.putIfAbsent(hash, group);
    }
    return group;
  }

  private int find(List<String> hashes) {
    for (String hash : hashes) {
      Integer known = groupOfHash.get(hash);
      if (known != null) {
        return known;
      }
    }
    names.add(hashes.get(0));
    return names.size() - 1;
  }

  /** What a group is called. */
  String name(int group) {
    return names.get(group);
  }

  /** How many groups there are. */
  int size() {
    return names.size();
  }
}
