package dev.vigil.comm.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.lcd.model.NodeId;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;

class ClusterAuthorityTest {
    private static final NodeId BRAVO = new NodeId("bravo");
    private final ClusterAuthority authority = ClusterAuthority.create("shop", TestCluster.NOW);
    private final KeyPair keys = EcKeys.generate();

    @Test
    void nodeCertificateNamesTheNodeForTwoYears() throws Exception {
        X509Certificate certificate = authority.signNode(TestCluster.request("bravo", "node", keys), BRAVO, TestCluster.NOW);
        assertEquals(Optional.of(BRAVO), Subject.node(certificate));
        assertEquals(List.of(List.of(2, "bravo")), List.copyOf(certificate.getSubjectAlternativeNames()));
        assertTrue(Certificates.isSignedBy(certificate, authority.certificate()));
        assertTrue(Certificates.isValidAt(certificate, TestCluster.NOW.minus(Duration.ofHours(23))));
        assertEquals(Duration.ofDays(730), Certificates.timeLeft(certificate, TestCluster.NOW));
        assertEquals(Optional.empty(), Caller.ofCertificate(certificate), "a node is no caller of the administration");
    }

    @Test
    void everyNodeNameGivesAReadableCertificate() throws Exception {
        for (String name : List.of("alpha", "a.b", "_x", "!n", "a/b", "x!y", "a..b", "n-", "N".repeat(64))) {
            NodeId node = new NodeId(name);
            X509Certificate certificate = authority.signNode(TestCluster.request(name, "node", keys), node, TestCluster.NOW);
            assertEquals(Optional.of(node), Subject.node(certificate));
            certificate.getSubjectAlternativeNames();
        }
    }

    @Test
    void clientCertificateCarriesTheSignersRoleNotTheRequests() throws Exception {
        byte[] greedy = TestCluster.request("ann", "administrator", keys);
        X509Certificate certificate = authority.signClient(greedy, "ann", Role.GUEST, TestCluster.NOW);
        assertEquals(Optional.of(new Caller("ann", Role.GUEST, Caller.How.CERTIFICATE)), Caller.ofCertificate(certificate));
        assertEquals(Optional.empty(), Subject.node(certificate));
        assertThrows(TrustFault.class, () -> authority.signClient(greedy, "ann,OU=node", Role.GUEST, TestCluster.NOW));
    }

    @Test
    void requestForAnotherNameIsRefused() {
        TrustFault fault = assertThrows(TrustFault.class,
                () -> authority.signNode(TestCluster.request("mallory", "node", keys), BRAVO, TestCluster.NOW));
        assertEquals(TrustFault.Code.BAD_REQUEST, fault.code());
        assertTrue(fault.sentence().contains("mallory") && fault.sentence().contains("bravo"), fault.sentence());
    }

    @Test
    void requestSignedWithAnotherKeyIsRefused() throws IOException, OperatorCreationException {
        var stolen = SubjectPublicKeyInfo.getInstance(EcKeys.generate().getPublic().getEncoded());
        byte[] forged = new PKCS10CertificationRequestBuilder(SubjectName.of(new Subject("bravo", "node")), stolen)
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())).getEncoded();
        TrustFault fault = assertThrows(TrustFault.class, () -> authority.signNode(forged, BRAVO, TestCluster.NOW));
        assertEquals(TrustFault.Code.BAD_REQUEST, fault.code());
        assertTrue(fault.sentence().contains("not signed with its own key"), fault.sentence());
    }

    @Test
    void requestWithAKeyOfAnotherCurveIsRefused() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        byte[] request = TestCluster.request("bravo", "node", generator.generateKeyPair());
        TrustFault fault = assertThrows(TrustFault.class, () -> authority.signNode(request, BRAVO, TestCluster.NOW));
        assertTrue(fault.sentence().contains("P-256"), fault.sentence());
    }

    @Test
    void noBytesGiveAnythingButAFaultOrTheRightKey() {
        byte[] good = TestCluster.request("bravo", "node", keys);
        Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] bad = round % 10 == 0 ? new byte[random.nextInt(400)] : good.clone();
            if (round % 10 == 0) {
                random.nextBytes(bad);
            } else {
                bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
            }
            try {
                assertEquals(keys.getPublic(), SigningRequest.read(bad).publicKey());
            } catch (TrustFault fault) {
                refused++;
            }
        }
        assertTrue(refused > 2900, refused + " of 3000 refused");
    }

    @Test
    void oversizedRequestIsRefusedUnread() {
        assertThrows(TrustFault.class, () -> SigningRequest.read(new byte[SigningRequest.MAX_BYTES + 1]));
    }

    @Test
    void authorityLivesTwentyYearsAndIsItsOwnId() throws Exception {
        assertTrue(Certificates.timeLeft(authority.certificate(), TestCluster.NOW).toDays() >= 20 * 365);
        assertEquals(64, authority.clusterId().length());
        assertNotEquals(authority.clusterId(), ClusterAuthority.create("shop", TestCluster.NOW).clusterId());
        ClusterAuthority again = ClusterAuthority.of(authority.certificate(), authority.key());
        assertEquals(authority.clusterId(), again.clusterId());
        assertArrayEquals(Certificates.der(authority.certificate()), Certificates.der(again.certificate()));
    }

    @Test
    void authorityWithAnotherKeyIsRefused() {
        TrustFault fault = assertThrows(TrustFault.class, () -> ClusterAuthority.of(authority.certificate(), keys.getPrivate()));
        assertEquals(TrustFault.Code.KEY_MISMATCH, fault.code());
    }

    @Test
    void authorityOfTheSameNameDidNotSign() throws TrustFault {
        X509Certificate certificate = authority.signNode(TestCluster.request("bravo", "node", keys), BRAVO, TestCluster.NOW);
        assertFalse(Certificates.isSignedBy(certificate, ClusterAuthority.create("shop", TestCluster.NOW).certificate()));
    }
}
