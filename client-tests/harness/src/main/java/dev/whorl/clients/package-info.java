/** An inbox in a process of its own, asked as its users ask it. */
@NullMarked
package dev.whorl.clients;

import org.jspecify.annotations.NullMarked;
