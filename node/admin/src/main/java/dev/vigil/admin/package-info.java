/** The administration: one table of calls, served as gRPC and as JSON over HTTP on one TLS port, with the metrics beside it. */
@NullMarked
package dev.vigil.admin;

import org.jspecify.annotations.NullMarked;
