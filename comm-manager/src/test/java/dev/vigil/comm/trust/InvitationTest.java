package dev.vigil.comm.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvitationTest {
    private static final NodeId BRAVO = new NodeId("bravo");
    private static final NodeId CHARLIE = new NodeId("charlie");
    private static final Ticks START = Ticks.ofMillis(5_000);
    private static final Instant NOW = TestCluster.NOW;

    @TempDir
    private Path home;
    private PkiFolder folder;
    private InvitationBook book;

    @BeforeEach
    void openBook() throws TrustFault {
        folder = PkiFolder.open(home.resolve("pki"));
        book = InvitationBook.open(folder, START, NOW);
    }

    @Test
    void theStringIsReadBack() throws TrustFault {
        for (String host : List.of("alpha.example", "10.0.0.1", "fe80::1%eth0", "::1")) {
            Invitation invitation = new Invitation(host, 7742, Secret.random(), "0a".repeat(32));
            assertEquals(invitation, Invitation.parse("  " + invitation.text() + "\n"));
            assertFalse(invitation.toString().contains(invitation.secret().text()));
        }
    }

    @Test
    void everySlipOfTheStringIsAClearFault() {
        String good = new Invitation("alpha", 7742, Secret.random(), "0a".repeat(32)).text();
        for (int i = 1; i < good.length(); i++) {
            String cut = good.substring(0, i);
            assertEquals(TrustFault.Code.BAD_INVITATION, assertThrows(TrustFault.class, () -> Invitation.parse(cut)).code());
            String typo = good.substring(0, i) + (good.charAt(i) == 'x' ? 'y' : 'x') + good.substring(i + 1);
            assertEquals(TrustFault.Code.BAD_INVITATION, assertThrows(TrustFault.class, () -> Invitation.parse(typo)).code());
        }
        assertSays("does not begin with vigil1/", "");
        assertSays("does not begin with vigil1/", "hello");
        assertSays("version \"vigil2\"", good.replace("vigil1", "vigil2"));
        assertSays("cut off", good.substring(0, 20));
        assertSays("mistyped", good.replace("alpha", "alphs"));
    }

    @Test
    void partsThatCannotBeAreRefused() {
        Secret secret = Secret.random();
        assertThrows(IllegalArgumentException.class, () -> new Invitation("a/b", 1, secret, "0a".repeat(32)));
        assertThrows(IllegalArgumentException.class, () -> new Invitation("a", 0, secret, "0a".repeat(32)));
        assertThrows(IllegalArgumentException.class, () -> new Invitation("a", 65_536, secret, "0a".repeat(32)));
        assertThrows(IllegalArgumentException.class, () -> new Invitation("a", 1, secret, "0A".repeat(32)));
    }

    @Test
    void goodOnceThenUsed() throws TrustFault {
        Secret secret = book.invite(BRAVO, START, NOW);
        assertEquals(new Redemption.Accepted(BRAVO), book.redeem(secret, BRAVO, START));
        assertEquals(new Redemption.Used(BRAVO), book.redeem(secret, BRAVO, START));
        assertEquals(new Redemption.Used(BRAVO), InvitationBook.open(folder, Ticks.ZERO, NOW).redeem(secret, BRAVO, Ticks.ZERO));
    }

    @Test
    void unknownSecretIsUnknown() throws TrustFault {
        book.invite(BRAVO, START, NOW);
        assertEquals(new Redemption.Unknown(), book.redeem(Secret.random(), BRAVO, START));
    }

    @Test
    void anotherNodeNeitherGetsNorSpendsIt() throws TrustFault {
        Secret secret = book.invite(BRAVO, START, NOW);
        assertEquals(new Redemption.WrongNode(BRAVO, CHARLIE), book.redeem(secret, CHARLIE, START));
        assertEquals(new Redemption.Accepted(BRAVO), book.redeem(secret, BRAVO, START));
    }

    @Test
    void expiresAfterFifteenMinutesOfTicks() throws TrustFault {
        Secret early = book.invite(BRAVO, START, NOW);
        Secret late = book.invite(BRAVO, START, NOW);
        Ticks end = START.plus(InvitationBook.VALID);
        assertEquals(new Redemption.Accepted(BRAVO), book.redeem(early, BRAVO, new Ticks(end.nanos() - 1)));
        assertEquals(new Redemption.Expired(BRAVO), book.redeem(late, BRAVO, end));
    }

    @Test
    void overARestartTheRestOfTheTimeIsLeft() throws TrustFault {
        Secret secret = book.invite(BRAVO, START, NOW);
        Instant restart = NOW.plus(Duration.ofMinutes(10));
        Ticks inTime = Ticks.ZERO.plus(Duration.ofMinutes(5).minusMillis(1));
        Ticks tooLate = Ticks.ZERO.plus(Duration.ofMinutes(5));
        assertEquals(new Redemption.Expired(BRAVO),
                InvitationBook.open(folder, Ticks.ZERO, restart).redeem(secret, BRAVO, tooLate));
        assertEquals(new Redemption.Accepted(BRAVO),
                InvitationBook.open(folder, Ticks.ZERO, restart).redeem(secret, BRAVO, inTime));
    }

    @Test
    void aClockSetBackLengthensNothing() throws TrustFault {
        Secret secret = book.invite(BRAVO, START, NOW);
        InvitationBook again = InvitationBook.open(folder, Ticks.ZERO, NOW.minus(Duration.ofHours(1)));
        assertEquals(new Redemption.Expired(BRAVO), again.redeem(secret, BRAVO, Ticks.ZERO));
    }

    @Test
    void onlyTheHashIsStored() throws Exception {
        Secret secret = book.invite(BRAVO, START, NOW);
        String stored = Files.readString(folder.path().resolve(PkiFolder.INVITATIONS));
        assertTrue(stored.contains("bravo"));
        assertFalse(stored.contains(secret.text()) || stored.contains(HexFormat.of().formatHex(secret.bytes())));
    }

    @Test
    void ofManyAtOnceOneWins() throws Exception {
        Secret secret = book.invite(BRAVO, START, NOW);
        int threads = 8;
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Redemption>> answers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                answers.add(pool.submit(() -> {
                    go.await();
                    return book.redeem(secret, BRAVO, START);
                }));
            }
            go.countDown();
        }
        List<Redemption> all = new ArrayList<>();
        for (Future<Redemption> answer : answers) {
            all.add(answer.get());
        }
        assertEquals(1, all.stream().filter(Redemption.Accepted.class::isInstance).count(), all.toString());
        assertEquals(threads - 1L, all.stream().filter(Redemption.Used.class::isInstance).count(), all.toString());
    }

    @Test
    void whatCannotBeStoredIsNotAccepted() throws Exception {
        Secret secret = book.invite(BRAVO, START, NOW);
        Path file = folder.path().resolve(PkiFolder.INVITATIONS);
        String stored = Files.readString(file);
        Files.delete(file);
        Files.createDirectories(file.resolve("in the way"));
        assertEquals(TrustFault.Code.UNWRITABLE, assertThrows(TrustFault.class, () -> book.redeem(secret, BRAVO, START)).code());
        Files.delete(file.resolve("in the way"));
        Files.delete(file);
        assertEquals(new Redemption.Accepted(BRAVO), book.redeem(secret, BRAVO, START));
        assertEquals(stored.replace("OPEN", "USED"), Files.readString(file));
    }

    @Test
    void theBookIsLimitedAndForgetsFinishedOnesFirst() throws TrustFault {
        Secret first = book.invite(CHARLIE, START, NOW);
        for (int i = 1; i < InvitationBook.MAX_ENTRIES; i++) {
            book.invite(BRAVO, START, NOW);
        }
        assertEquals(TrustFault.Code.LIMIT, assertThrows(TrustFault.class, () -> book.invite(BRAVO, START, NOW)).code());
        assertEquals(new Redemption.Accepted(CHARLIE), book.redeem(first, CHARLIE, START));
        Secret last = book.invite(BRAVO, START, NOW);
        assertEquals(new Redemption.Unknown(), book.redeem(first, CHARLIE, START));
        assertEquals(new Redemption.Accepted(BRAVO), book.redeem(last, BRAVO, START));
    }

    @Test
    void aDamagedBookIsAFault() throws IOException, TrustFault {
        book.invite(BRAVO, START, NOW);
        Path file = folder.path().resolve(PkiFolder.INVITATIONS);
        String line = Files.readString(file);
        for (String bad : List.of("x", line + "\n", line.replace("OPEN", "NEW"), line.replace(" bravo", " b ravo"),
                line.substring(2))) {
            Files.writeString(file, bad);
            TrustFault fault = assertThrows(TrustFault.class, () -> InvitationBook.open(folder, START, NOW), bad);
            assertEquals(TrustFault.Code.GARBAGE, fault.code());
        }
    }

    private static void assertSays(String part, String text) {
        TrustFault fault = assertThrows(TrustFault.class, () -> Invitation.parse(text));
        assertTrue(fault.sentence().contains(part), fault.sentence());
    }
}
