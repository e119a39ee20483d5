package dev.vigil.comm.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vigil.lcd.model.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PkiFolderTest {
    private static final NodeId ALPHA = new NodeId("alpha");

    @TempDir
    private Path home;
    private final TestCluster cluster = new TestCluster();
    private Path folder;
    private PkiFolder pki;

    @BeforeEach
    void makeMember() throws TrustFault {
        folder = home.resolve("deep/pki");
        pki = cluster.member(folder, "alpha", TestCluster.NOW);
        pki.adminToken();
    }

    @Test
    void allThatWasStoredIsReadAgain() throws TrustFault {
        PkiFolder again = PkiFolder.open(folder);
        assertTrue(again.isMember());
        assertEquals(cluster.authority.clusterId(), again.authority().clusterId());
        assertEquals(ALPHA, again.identity().node());
        assertEquals(pki.clusterKeys(), again.clusterKeys());
        assertEquals(pki.adminToken(), again.adminToken());
    }

    @Test
    void onlyTheOwnerMayReadAndNothingIsLeftBehind() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no modes on this file system");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.sorted().toList();
        }
        assertEquals(List.of("admin.token", "ca.crt", "ca.key", "cluster.key", "node.crt", "node.key"),
                files.stream().map(file -> file.getFileName().toString()).toList());
        for (Path file : files) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file.toString());
        }
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        for (String name : List.of("ca.key", "cluster.key", "node.key", "node.crt", "ca.crt")) {
            Files.delete(folder.resolve(name));
            assertFault(TrustFault.Code.MISSING, name, reading(name));
        }
    }

    @Test
    void garbageIsNamedAndNeverRepeated() throws IOException {
        String label = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n";
        for (String name : List.of("ca.key", "cluster.key", "node.key", "admin.token", "node.crt", "ca.crt")) {
            for (String garbage : List.of("", "hunter2", label.formatted("hunter2"), label.formatted("AAAA"), "1 hunter2\n",
                    "hunter2 x")) {
                Files.writeString(folder.resolve(name), garbage);
                TrustFault fault = assertFault(TrustFault.Code.GARBAGE, name, reading(name));
                assertFalse(fault.sentence().contains("hunter2"), fault.sentence());
            }
            Files.write(folder.resolve(name), new byte[]{(byte) 0xff, (byte) 0xfe, 0});
            assertFault(TrustFault.Code.GARBAGE, name, reading(name));
            Files.write(folder.resolve(name), new byte[AtomicFile.MAX_BYTES + 1]);
            assertFault(TrustFault.Code.GARBAGE, name, reading(name));
        }
    }

    @Test
    void whatIsNotAFileIsUnreadable() throws IOException {
        Files.delete(folder.resolve("cluster.key"));
        OwnerOnly.makeDirectory(folder.resolve("cluster.key"));
        assertFault(TrustFault.Code.UNREADABLE, "cluster.key", pki::clusterKeys);
    }

    @Test
    void secretsThatOthersMayReadAreRefusedCertificatesAreNot() throws Exception {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no modes on this file system");
        Files.setPosixFilePermissions(folder.resolve("node.crt"), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(ALPHA, pki.identity().node());
        for (String name : List.of("ca.key", "cluster.key", "node.key", "admin.token")) {
            Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rw-r-----"));
            assertFault(TrustFault.Code.PERMISSIONS, name, reading(name));
        }
    }

    @Test
    void aFileThatNobodyMayReadIsNotOpenToOthers() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no modes on this file system");
        Files.setPosixFilePermissions(folder.resolve("ca.key"), PosixFilePermissions.fromString("---------"));
        assertFalse(OwnerOnly.isOpenToOthers(folder.resolve("ca.key")));
    }

    @Test
    void filesThatDoNotBelongTogetherAreRefused() throws Exception {
        Path other = home.resolve("other");
        new TestCluster().member(other, "alpha", TestCluster.NOW);
        copy(other, "ca.key");
        assertFault(TrustFault.Code.KEY_MISMATCH, "ca.key", pki::authority);
        copy(other, "node.key");
        assertFault(TrustFault.Code.KEY_MISMATCH, "node.crt", pki::identity);
        copy(other, "node.crt");
        assertFault(TrustFault.Code.WRONG_AUTHORITY, "node.crt", pki::identity);
        copy(other, "ca.crt");
        assertEquals(ALPHA, pki.identity().node());
        assertEquals(PkiFolder.open(other).authority().clusterId(), pki.authority().clusterId());
    }

    @Test
    void anExpiredCertificateIsReadAllTheSame() throws Exception {
        NodeIdentity identity = cluster.member(home.resolve("old"), "bravo", TestCluster.NOW.minus(Duration.ofDays(4000)))
                .identity();
        assertTrue(Certificates.timeLeft(identity.certificate(), TestCluster.NOW).isNegative());
    }

    @Test
    void aRenewalForAnotherKeyChangesNothing() throws Exception {
        byte[] request = TestCluster.request("alpha", "node", EcKeys.generate());
        var foreign = cluster.authority.signNode(request, ALPHA, TestCluster.NOW);
        String before = Files.readString(folder.resolve("node.crt"));
        assertEquals(TrustFault.Code.KEY_MISMATCH, assertThrows(TrustFault.class, () -> pki.renew(foreign)).code());
        assertEquals(before, Files.readString(folder.resolve("node.crt")));
    }

    @Test
    void aMembersKeyIsNotOverwritten() throws Exception {
        byte[] before = Files.readAllBytes(folder.resolve("node.key"));
        assertEquals(TrustFault.Code.KEY_MISMATCH, assertThrows(TrustFault.class, pki::makeNodeKey).code());
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("node.key")));
    }

    @Test
    void anInterruptedJoinIsNoMembershipAndCanBeRepeated() throws Exception {
        // The files are written in this order; a crash leaves any beginning of it.
        Path joining = home.resolve("joining");
        PkiFolder half = PkiFolder.open(joining);
        half.makeNodeKey();
        for (String name : List.of("ca.crt", "ca.key", "cluster.key")) {
            Files.copy(folder.resolve(name), joining.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
            assertFalse(half.isMember());
        }
        PkiFolder whole = cluster.member(joining, "bravo", TestCluster.NOW);
        assertTrue(whole.isMember());
        assertEquals(new NodeId("bravo"), whole.identity().node());
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(home.resolve("file"), "");
        assertFault(TrustFault.Code.UNWRITABLE, "file", () -> PkiFolder.open(home.resolve("file/pki")));
    }

    private Executable reading(String name) {
        return switch (name) {
            case "ca.key" -> pki::authority;
            case "ca.crt" -> pki::authorityCertificate;
            case "cluster.key" -> pki::clusterKeys;
            case "admin.token" -> pki::adminToken;
            default -> pki::identity;
        };
    }

    private void copy(Path from, String name) throws IOException {
        Files.copy(from.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static TrustFault assertFault(TrustFault.Code code, String name, Executable action) {
        TrustFault fault = assertThrows(TrustFault.class, action);
        assertEquals(code, fault.code(), fault.sentence());
        assertTrue(fault.sentence().contains(name), fault.sentence());
        assertFalse(fault.hint().isBlank());
        return fault;
    }
}
