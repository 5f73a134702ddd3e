/** Runs of the inbox against a clock: how much it takes in, how fast its pages and previews are. */
package dev.whorl.benchmarks.inbox;
