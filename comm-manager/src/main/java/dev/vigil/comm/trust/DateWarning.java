package dev.vigil.comm.trust;

import dev.vigil.lcd.model.NodeId;
import java.time.Instant;

/** A node showed a certificate whose dates do not include now; it was accepted, and somebody should renew it or set a clock. */
public record DateWarning(NodeId node, Instant notBefore, Instant notAfter, Instant now) {}
