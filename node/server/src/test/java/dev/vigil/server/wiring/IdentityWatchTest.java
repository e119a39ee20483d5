package dev.vigil.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.comm.trust.Admission;
import dev.vigil.comm.trust.ClusterAuthority;
import dev.vigil.comm.trust.LiveIdentity;
import dev.vigil.comm.trust.PkiFolder;
import dev.vigil.comm.trust.SigningRequest;
import dev.vigil.comm.trust.Subject;
import dev.vigil.lcd.model.NodeId;

@Timeout(60)
class IdentityWatchTest {
    private static final NodeId ALPHA = new NodeId("alpha");

    @TempDir
    Path folder = Path.of("");

    @Test
    void aRenewedCertificateIsTakenOverAndADamagedOneIsNot() throws Exception {
        PkiFolder pki = PkiFolder.open(folder.resolve("pki"));
        ClusterAuthority authority = ClusterAuthority.create("test", Instant.now());
        KeyPair keys = pki.makeNodeKey();
        pki.store(Admission.found(authority, ALPHA, keys, "test", Instant.now()));
        LiveIdentity identity = LiveIdentity.open(pki);
        X509Certificate first = identity.current().certificate();
        try (ScheduledExecutorService chores = Executors.newSingleThreadScheduledExecutor()) {
            new IdentityWatch(identity).start(chores, Duration.ofMillis(10));
            X509Certificate renewed = authority.signNode(SigningRequest.make(new Subject("alpha", Subject.NODE), keys), ALPHA,
                    Instant.now().plusSeconds(5));
            pki.renew(renewed);
            while (identity.current().certificate().equals(first)) {
                Thread.onSpinWait();
            }
            assertEquals(renewed, identity.current().certificate());
            Files.writeString(folder.resolve("pki/node.crt"), "damaged", StandardCharsets.UTF_8);
            // Two looks of the same thread come after the damage when two tasks have been through its queue.
            chores.schedule(() -> {}, 50, java.util.concurrent.TimeUnit.MILLISECONDS).get();
            assertEquals(renewed, identity.current().certificate());
            chores.shutdownNow();
        }
    }
}
