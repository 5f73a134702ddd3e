package dev.whorl.event;

import org.jspecify.annotations.Nullable;

/**
 * One call in a stack trace.
 *
 * @param module the declaring class with its package
 * @param function the method
 * @param filename the source file's name, null if unknown
 * @param lineno the line from 1 on; 0 if unknown or native
 * @param inApp whether it is the application's own code; null leaves that to the server
 */
public record StackFrame(
    String module,
    String function,
    @Nullable String filename,
    int lineno,
    @Nullable Boolean inApp) {}
