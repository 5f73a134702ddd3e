/** A program that fails, and knows nothing of clients. */
@NullMarked
package com.acme.shop;

import org.jspecify.annotations.NullMarked;
