/** The inbox in a browser: pages made on the server, and the few files that they load. */
@NullMarked
package dev.whorl.inbox.web.pages;

import org.jspecify.annotations.NullMarked;
