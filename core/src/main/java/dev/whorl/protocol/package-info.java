/** The wire: DSN, event payload and envelope of the Sentry ingestion protocol. */
@NullMarked
package dev.whorl.protocol;

import org.jspecify.annotations.NullMarked;
