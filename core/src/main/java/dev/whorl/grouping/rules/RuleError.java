package dev.whorl.grouping.rules;

import java.io.Serializable;

/**
 * What is wrong at one place of a rules file.
 *
 * @param line the line, from 1
 * @param column the column in characters, from 1
 * @param message what is wrong
 * @param offendingText the text that is wrong; empty where text is missing
 * @param expected what could stand there instead
 */
public record RuleError(int line, int column, String message, String offendingText, String expected)
    implements Serializable {}
