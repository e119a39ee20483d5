/** The contract of recovery kits as tests, in the test jar of this module, so that JUnit is no part of what a node runs. */
@org.jspecify.annotations.NullMarked
package dev.vigil.kit.contract;
