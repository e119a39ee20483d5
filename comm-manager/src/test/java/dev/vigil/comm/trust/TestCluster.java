package dev.vigil.comm.trust;

import dev.vigil.lcd.model.NodeId;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;

/** A cluster's authority with members in folders of a test, all at the time that the test says. */
final class TestCluster {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    final ClusterAuthority authority = ClusterAuthority.create("shop", NOW);

    /** A member whose certificate was signed at {@code signed}. */
    PkiFolder member(Path folder, String name, Instant signed) throws TrustFault {
        PkiFolder pki = PkiFolder.open(folder);
        KeyPair keys = pki.makeNodeKey();
        pki.store(Admission.found(authority, new NodeId(name), keys, "shop", signed));
        return pki;
    }

    static byte[] request(String name, String unit, KeyPair keys) {
        return SigningRequest.make(new Subject(name, unit), keys);
    }
}
