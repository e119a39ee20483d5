package dev.vigil.comm.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class ClusterSecretsTest {
    private final ClusterAuthority authority = ClusterAuthority.create("shop", Instant.EPOCH);
    private final ClusterSecrets secrets = ClusterSecrets.of(authority);

    @Test
    void everyNodeThatHasTheAuthorityReadsItAndForThatPurposeOnly() {
        String sealed = secrets.seal("correct horse \u00e4", "receiver ops password");
        assertEquals(-1, sealed.indexOf("horse"));
        assertEquals(Optional.of("correct horse \u00e4"), ClusterSecrets.of(authority).open(sealed, "receiver ops password"));
        assertEquals(Optional.empty(), secrets.open(sealed, "receiver ops token"));
        assertNotEquals(sealed, secrets.seal("correct horse \u00e4", "receiver ops password"));
    }

    @Test
    void anotherClusterAndDamageGiveNothing() {
        String sealed = secrets.seal("x", "p");
        assertEquals(Optional.empty(), ClusterSecrets.of(ClusterAuthority.create("other", Instant.EPOCH)).open(sealed, "p"));
        assertEquals(Optional.empty(), secrets.open(sealed.substring(1), "p"));
        assertEquals(Optional.empty(), secrets.open("", "p"));
        assertEquals(Optional.empty(), secrets.open("not base64 !", "p"));
    }
}
