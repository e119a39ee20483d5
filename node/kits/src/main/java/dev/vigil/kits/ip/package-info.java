/** Floating addresses, IPv4 and IPv6: on the interface of exactly one node, told to its neighbours, looked after. */
@NullMarked
package dev.vigil.kits.ip;

import org.jspecify.annotations.NullMarked;
