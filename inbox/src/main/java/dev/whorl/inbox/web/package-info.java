/** The inbox over HTTP: what may ask, where it goes, and how it is answered. */
@NullMarked
package dev.whorl.inbox.web;

import org.jspecify.annotations.NullMarked;
