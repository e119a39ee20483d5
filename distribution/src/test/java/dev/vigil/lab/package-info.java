/**
 * The lab: hosts as namespaces of this machine, faults between them, a client that measures, and the products that are compared.
 * It rests on {@code ip}, {@code nft}, {@code unshare} and {@code nsenter} and on no word of the product under test.
 */
@NullMarked
package dev.vigil.lab;

import org.jspecify.annotations.NullMarked;
