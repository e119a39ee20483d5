package dev.vigil.comm.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {
    private static final NodeId BRAVO = new NodeId("bravo");
    private static final Ticks START = Ticks.ofMillis(1);
    private static final Instant NOW = TestCluster.NOW;

    @TempDir
    private Path home;
    private final TestCluster cluster = new TestCluster();
    private final KeyPair keys = EcKeys.generate();
    private InvitationBook book;
    private Admission.Terms terms;

    @BeforeEach
    void makeAlpha() throws TrustFault {
        PkiFolder alpha = cluster.member(home.resolve("alpha"), "alpha", NOW);
        book = InvitationBook.open(alpha, START, NOW);
        terms = new Admission.Terms(alpha.authority(), alpha.clusterKeys().rotate(), "shop",
                List.of("10.0.0.1:7741", "10.1.0.1:7741"));
    }

    @Test
    void anInvitedNodeBecomesAMemberThatCanItselfAdmit() throws TrustFault {
        PkiFolder bravo = PkiFolder.open(home.resolve("bravo"));
        KeyPair bravoKeys = bravo.makeNodeKey();
        Secret secret = book.invite(BRAVO, START, NOW);
        Admission.Grant grant = admitted(Admission.ask(BRAVO, bravoKeys, secret));
        Membership membership = Admission.open(grant, BRAVO, bravoKeys, cluster.authority.clusterId());
        bravo.store(membership);
        assertEquals("shop", membership.clusterName());
        assertEquals(terms.addresses(), membership.addresses());
        assertEquals(terms.keys(), bravo.clusterKeys());
        assertEquals(BRAVO, bravo.identity().node());
        NodeId charlie = new NodeId("charlie");
        byte[] request = TestCluster.request("charlie", "node", EcKeys.generate());
        var third = bravo.authority().signNode(request, charlie, NOW);
        assertTrue(Certificates.isSignedBy(third, cluster.authority.certificate()));
    }

    @Test
    void aWrongSecretOrASecondUseIsRefused() throws TrustFault {
        Secret secret = book.invite(BRAVO, START, NOW);
        assertEquals(new Admission.Outcome.Refused(new Redemption.Unknown()), admit(Admission.ask(BRAVO, keys, Secret.random())));
        admitted(Admission.ask(BRAVO, keys, secret));
        assertEquals(new Admission.Outcome.Refused(new Redemption.Used(BRAVO)), admit(Admission.ask(BRAVO, keys, secret)));
    }

    @Test
    void aBadRequestDoesNotSpendTheInvitation() throws TrustFault {
        Secret secret = book.invite(BRAVO, START, NOW);
        byte[] foreign = TestCluster.request("charlie", "node", keys);
        assertThrows(TrustFault.class, () -> admit(new Admission.Request(BRAVO, foreign, secret)));
        assertThrows(TrustFault.class, () -> admit(new Admission.Request(BRAVO, new byte[10], secret)));
        admitted(Admission.ask(BRAVO, keys, secret));
    }

    @Test
    void theGrantShowsNoSecretToWhoeverReadsIt() throws TrustFault {
        Admission.Grant grant = admitted(Admission.ask(BRAVO, keys, book.invite(BRAVO, START, NOW)));
        String all = HexFormat.of().formatHex(grant.sealedAuthorityKey()) + HexFormat.of().formatHex(grant.sealedClusterKeys());
        String key = HexFormat.of().formatHex(cluster.authority.key().getEncoded());
        assertFalse(all.contains(key.substring(key.length() - 32)));
        assertFalse(all.contains(HexFormat.of().formatHex(terms.keys().text().getBytes(StandardCharsets.UTF_8))));
        TrustFault fault = assertThrows(TrustFault.class, () -> open(grant, BRAVO, EcKeys.generate()));
        assertEquals(TrustFault.Code.KEY_MISMATCH, fault.code());
    }

    @Test
    void aGrantFromAnotherAuthorityIsRefused() throws TrustFault {
        Admission.Grant grant = admitted(Admission.ask(BRAVO, keys, book.invite(BRAVO, START, NOW)));
        String other = new TestCluster().authority.clusterId();
        TrustFault fault = assertThrows(TrustFault.class, () -> Admission.open(grant, BRAVO, keys, other));
        assertEquals(TrustFault.Code.WRONG_AUTHORITY, fault.code());
    }

    @Test
    void aGrantForAnotherNodeOrWithSwappedPartsIsRefused() throws TrustFault {
        Admission.Grant grant = admitted(Admission.ask(BRAVO, keys, book.invite(BRAVO, START, NOW)));
        assertThrows(TrustFault.class, () -> open(grant, new NodeId("charlie"), keys));
        Admission.Grant swapped = new Admission.Grant(grant.authorityCertificate(), grant.nodeCertificate(),
                grant.sealedClusterKeys(),
                grant.sealedAuthorityKey(), "shop", List.of());
        assertThrows(TrustFault.class, () -> open(swapped, BRAVO, keys));
        Admission.Grant garbage = new Admission.Grant(grant.authorityCertificate(), new byte[0], grant.sealedAuthorityKey(),
                grant.sealedClusterKeys(), "shop", List.of());
        assertEquals(TrustFault.Code.GARBAGE, assertThrows(TrustFault.class, () -> open(garbage, BRAVO, keys)).code());
    }

    private Membership open(Admission.Grant grant, NodeId node, KeyPair own) throws TrustFault {
        return Admission.open(grant, node, own, cluster.authority.clusterId());
    }

    private Admission.Outcome admit(Admission.Request request) throws TrustFault {
        return Admission.admit(request, book, terms, START, NOW);
    }

    private Admission.Grant admitted(Admission.Request request) throws TrustFault {
        return assertInstanceOf(Admission.Outcome.Admitted.class, admit(request)).grant();
    }
}
