/** What people are told: one schema for every way of telling. */
@NullMarked
package dev.vigil.notify.notice;

import org.jspecify.annotations.NullMarked;
