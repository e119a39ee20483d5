package dev.vigil.admin;

import dev.vigil.comm.trust.Caller;

/** A caller who may make the call, and the address they come from. */
record Admitted(Caller caller, String address) {}
