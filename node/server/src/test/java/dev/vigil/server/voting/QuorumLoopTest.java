package dev.vigil.server.voting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.QuorumMode;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.QuorumStorage;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.platform.Clock;
import dev.vigil.platform.Platform;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;

/** Three nodes' votes on real threads, files and clocks; the network is a call that may be cut. No time is judged. */
@Timeout(120)
class QuorumLoopTest {
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BRAVO = new NodeId("bravo");
    private static final NodeId WHISKY = new NodeId("whisky");
    private static final UnitId WEB = new UnitId("web");
    private static final Config MAJORITY = Config.of(new Revision(2),
            List.of(new QuorumRow(QuorumMode.MAJORITY, 2, new TreeSet<>(List.of(ALPHA, BRAVO, WHISKY)), Duration.ofMillis(600),
                    Duration.ofMillis(150), Duration.ofMillis(20))));
    private static final Status NOTHING = Status.of(new Incarnation(1, 1), Revision.ZERO, List.of());

    @TempDir
    private Path folder = Path.of("");
    private final Clock clock = Platform.current().clock();
    private final SortedMap<NodeId, Seat> seats = new TreeMap<>();
    private final Set<NodeId> cutOff = ConcurrentHashMap.newKeySet();

    /** One node: its votes, and what its controller hears. */
    private final class Seat {
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private final QuorumLoop loop;
        private final Incarnation life;

        Seat(NodeId node, long counter) throws IOException {
            life = new Incarnation(counter, counter);
            loop = new QuorumLoop(node, life, clock, VoteFile.open(folder.resolve(node + ".votes"), "this boot"),
                    new QuorumLoop.Surroundings((to, letter) -> post(node, to, letter), events::add, over -> {}, clock::now,
                            () -> {}));
        }

        private Event next() throws InterruptedException {
            Event event = events.poll(60, TimeUnit.SECONDS);
            assertTrue(event != null, "nothing happened within a minute");
            return event == null ? new Event.StorageRecovered() : event;
        }
    }

    private void post(NodeId from, NodeId to, String letter) {
        Seat sender = seats.get(from);
        Seat receiver = seats.get(to);
        if (sender != null && receiver != null && !cutOff.contains(from) && !cutOff.contains(to)) {
            receiver.loop.posted(from, sender.life, letter);
        }
    }

    private Seat start(NodeId node, long counter, Config config) throws IOException {
        Seat seat = new Seat(node, counter);
        seats.put(node, seat);
        seat.loop.start(config, NOTHING, Optional.empty());
        return seat;
    }

    private void startAll() throws IOException {
        for (NodeId node : List.of(ALPHA, BRAVO, WHISKY)) {
            start(node, 1, Config.of(new Revision(1), List.of()));
        }
        seats.values().forEach(seat -> seat.loop.configure(MAJORITY));
    }

    private Seat seat(NodeId node) {
        return Optional.ofNullable(seats.get(node)).orElseThrow();
    }

    @AfterEach
    void closeAll() {
        List.copyOf(seats.values()).forEach(seat -> seat.loop.close());
    }

    @Test
    void oneOwnsWhileItIsHeardAndTheOtherIsToldWhyNot() throws Exception {
        startAll();
        seat(ALPHA).loop.seek(new Decision.SeekLease(WEB, 1, new Epoch(7)));
        assertEquals(new Event.LeaseGranted(WEB, 1, new Epoch(7)), seat(ALPHA).next());
        assertTrue(seat(ALPHA).loop.mayStart(WEB));
        seat(BRAVO).loop.seek(new Decision.SeekLease(WEB, 1, new Epoch(8)));
        assertFalse(seat(BRAVO).loop.mayStart(WEB));
        assertTrue(seat(BRAVO).next() instanceof Event.LeaseWithheld withheld
                && withheld.reason().contains("alpha owns it itself"));
        seat(ALPHA).loop.end(new Decision.EndLease(WEB));
        assertTrue(seat(BRAVO).next() instanceof Event.LeaseGranted granted && granted.epoch().value() >= 8);
    }

    @Test
    void whoIsCutOffLosesItsLeaseAndTheOthersMayOwn() throws Exception {
        startAll();
        seat(ALPHA).loop.seek(new Decision.SeekLease(WEB, 1, new Epoch(1)));
        assertEquals(new Event.LeaseGranted(WEB, 1, new Epoch(1)), seat(ALPHA).next());
        cutOff.add(ALPHA);
        seat(BRAVO).loop.seek(new Decision.SeekLease(WEB, 1, new Epoch(2)));
        assertEquals(new Event.LeaseLost(WEB, "the voters have not renewed it in time"), seat(ALPHA).next());
        Event first = seat(BRAVO).next();
        Event granted = first instanceof Event.LeaseGranted ? first : seat(BRAVO).next();
        assertEquals(new Event.LeaseGranted(WEB, 1, new Epoch(2)), granted);
        assertFalse(seat(ALPHA).loop.mayStart(WEB));
    }

    /** The two nodes hear each other no more, and the folder says who goes on. */
    @Test
    void whereAFolderVotesTheOwnerGoesOnAloneAndItsHeirFollowsWhenItIsGone() throws Exception {
        Path votes = folder.resolve("votes");
        StorageFolder.prepare(votes);
        Config storage = Config.of(new Revision(2), List.of(new QuorumRow(QuorumMode.STORAGE, 2,
                new TreeSet<>(List.of(ALPHA, BRAVO)), Duration.ofMillis(900), Duration.ofMillis(150), Duration.ofMillis(30),
                Optional.of(new QuorumStorage(votes.toString(), Duration.ofMillis(1500))))));
        for (NodeId node : List.of(ALPHA, BRAVO)) {
            start(node, 1, Config.of(new Revision(1), List.of())).loop.configure(storage);
        }
        seat(ALPHA).loop.seek(new Decision.SeekLease(WEB, 1, new Epoch(1)));
        assertEquals(new Event.LeaseGranted(WEB, 1, new Epoch(1)), seat(ALPHA).next());
        cutOff.add(BRAVO);
        seat(BRAVO).loop.seek(new Decision.SeekLease(WEB, 1, new Epoch(2)));
        assertTrue(
                seat(BRAVO).next() instanceof Event.LeaseWithheld withheld && withheld.reason().contains("1 of 3 voters agree"));
        assertTrue(seat(ALPHA).loop.mayStart(WEB));
        seat(ALPHA).loop.close();
        Event next = seat(BRAVO).next();
        while (!(next instanceof Event.LeaseGranted)) {
            next = seat(BRAVO).next();
        }
        assertEquals(WEB, ((Event.LeaseGranted) next).unit());
    }

    @Test
    void aVoterThatStartsAnewRemembersWhatItHasGranted() throws Exception {
        startAll();
        seat(ALPHA).loop.seek(new Decision.SeekLease(WEB, 1, new Epoch(1)));
        assertEquals(new Event.LeaseGranted(WEB, 1, new Epoch(1)), seat(ALPHA).next());
        seat(WHISKY).loop.close();
        Seat again = start(WHISKY, 2, MAJORITY);
        while (again.loop.view().filter(view -> view.record().highest(WEB).equals(new Epoch(1))).isEmpty()) {
            Thread.onSpinWait();
        }
        assertEquals("PROVED", again.loop.view().orElseThrow().trust());
        assertFalse(again.loop.view().orElseThrow().isSilent());
    }

    @Test
    void aVoterWithoutItsFileLearnsFromTheOthersFirst() throws Exception {
        startAll();
        seat(ALPHA).loop.seek(new Decision.SeekLease(WEB, 1, new Epoch(5)));
        assertEquals(new Event.LeaseGranted(WEB, 1, new Epoch(5)), seat(ALPHA).next());
        while (seat(BRAVO).loop.view().filter(view -> view.record().vote(WEB).isPresent()).isEmpty()) {
            Thread.onSpinWait();
        }
        seat(WHISKY).loop.close();
        assertTrue(folder.resolve(WHISKY + ".votes").toFile().delete());
        Seat again = start(WHISKY, 2, MAJORITY);
        while (again.loop.view().filter(view -> view.record().highest(WEB).equals(new Epoch(5)) && !view.isSilent()).isEmpty()) {
            Thread.onSpinWait();
        }
        assertEquals(ALPHA, again.loop.view().orElseThrow().record().vote(WEB).orElseThrow().holder().node());
    }

    private static Config voting(long number, NodeId... voters) {
        return Config.of(new Revision(number), List.of(new QuorumRow(QuorumMode.MAJORITY, number, new TreeSet<>(List.of(voters)),
                Duration.ofMillis(600), Duration.ofMillis(150), Duration.ofMillis(20))));
    }

    private boolean hasLearnt(NodeId node, long number) {
        return seat(node).loop.view().filter(view -> view.voters().number() == number && view.record().debts().isEmpty())
                .isPresent();
    }

    /** The witness is exchanged while alpha owns; each hears of it at its own time, the owner last. Then alpha is gone. */
    @Test
    void anExchangeOfTheWitnessCostsTheOwnerNothingAndTheNewOneVotes() throws Exception {
        NodeId xray = new NodeId("xray");
        startAll();
        start(xray, 1, Config.of(new Revision(1), List.of())).loop.configure(MAJORITY);
        seat(ALPHA).loop.seek(new Decision.SeekLease(WEB, 1, new Epoch(7)));
        assertEquals(new Event.LeaseGranted(WEB, 1, new Epoch(7)), seat(ALPHA).next());
        Config next = voting(3, ALPHA, BRAVO, xray);
        for (NodeId node : List.of(xray, WHISKY, BRAVO, ALPHA)) {
            seat(node).loop.configure(next);
        }
        for (NodeId node : List.of(xray, WHISKY, BRAVO, ALPHA)) {
            while (!hasLearnt(node, 3)) {
                Thread.onSpinWait();
            }
        }
        assertTrue(seat(ALPHA).loop.mayStart(WEB));
        assertEquals(null, seat(ALPHA).events.poll(), "the lease was kept all the while");
        assertEquals(new Epoch(7), seat(xray).loop.view().orElseThrow().record().highest(WEB));
        cutOff.add(ALPHA);
        cutOff.add(WHISKY);
        seat(BRAVO).loop.seek(new Decision.SeekLease(WEB, 1, new Epoch(8)));
        Event first = seat(BRAVO).next();
        assertTrue((first instanceof Event.LeaseGranted ? first : seat(BRAVO).next()) instanceof Event.LeaseGranted);
    }

    @Test
    void whoStartsAfterAnExchangeVotesAmongThoseThatFollowed() throws Exception {
        startAll();
        seat(ALPHA).loop.seek(new Decision.SeekLease(WEB, 1, new Epoch(7)));
        assertEquals(new Event.LeaseGranted(WEB, 1, new Epoch(7)), seat(ALPHA).next());
        seat(WHISKY).loop.close();
        Config next = voting(3, ALPHA, BRAVO, WHISKY);
        seat(BRAVO).loop.configure(next);
        seat(ALPHA).loop.configure(next);
        start(WHISKY, 2, next);
        while (!hasLearnt(WHISKY, 3)) {
            Thread.onSpinWait();
        }
        assertEquals(new Epoch(7), seat(WHISKY).loop.view().orElseThrow().record().highest(WEB));
    }

    @Test
    void garbageAndForeignLettersChangeNothing() throws Exception {
        startAll();
        seat(ALPHA).loop.posted(BRAVO, new Incarnation(1, 1), "no letter at all");
        seat(ALPHA).loop.posted(BRAVO, new Incarnation(1, 1),
                "release epoch=1 from=whisky:1:1 holder=alpha:1:1 remembered=0 showing=0"
                        + " to=alpha unit=web");
        seat(ALPHA).loop.seek(new Decision.SeekLease(WEB, 1, new Epoch(1)));
        assertEquals(new Event.LeaseGranted(WEB, 1, new Epoch(1)), seat(ALPHA).next());
    }
}
