/** What every appender of Whorl must do, whichever logging library it serves. */
@NullMarked
package dev.whorl.contract;

import org.jspecify.annotations.NullMarked;
