package dev.whorl.grouping.rules;

/**
 * How many frames of a trace may and must take part in grouping.
 *
 * @param maxFrames only so many of the contributing frames nearest to the throw count; 0 for all
 * @param minFrames with fewer contributing frames the trace does not contribute; 0 for any number
 */
public record FrameLimits(int maxFrames, int minFrames) {
  static final FrameLimits NONE = new FrameLimits(0, 0);
}
