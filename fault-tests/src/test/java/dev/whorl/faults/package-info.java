/** Both back ends under failure: real servers, disks and processes, and the books after each. */
@NullMarked
package dev.whorl.faults;

import org.jspecify.annotations.NullMarked;
