package dev.whorl.inbox.store;

/**
 * How far a followed file has been read.
 *
 * @param file names the file, as whoever follows it likes
 * @param position up to where it has been read, in bytes from its beginning
 */
public record FilePosition(String file, long position) {}
