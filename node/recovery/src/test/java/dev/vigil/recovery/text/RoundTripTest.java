package dev.vigil.recovery.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.Request;

/** What is printed is read back as it was; every kind of every sealed interface is drawn. */
class RoundTripTest {
    private static final int DRAWS = 3000;

    private final SortedSet<String> seen = new TreeSet<>();

    @Test
    void everyEventIsReadBackAsItWas() {
        Scene scene = Scene.of(Samples.ALPHA, Samples.GIVEN.lcd());
        for (int seed = 0; seed < DRAWS; seed++) {
            Event event = new Samples(seed).event();
            saw(event);
            assertEquals(event, EventText.parse(scene, reread(EventText.print(scene, event))), "seed " + seed);
            scene = event instanceof Event.Started ? Scene.of(Samples.ALPHA, Samples.GIVEN.lcd()) : scene.after(event);
        }
        assertAllSeen(Event.class);
    }

    @Test
    void everyDecisionIsReadBackAsItWas() {
        for (int seed = 0; seed < DRAWS; seed++) {
            Samples samples = new Samples(seed);
            Scene scene = Scene.of(Samples.ALPHA, Samples.GIVEN.lcd());
            List<Decision> decisions = samples.some(samples::decision);
            decisions.forEach(this::saw);
            List<Block> blocks = DecisionText.printAll(scene, decisions).stream().map(RoundTripTest::reread).toList();
            assertEquals(decisions, DecisionText.parseAll(scene, blocks), "seed " + seed);
        }
        assertAllSeen(Decision.class);
    }

    @Test
    void everyRequestAndReplyIsReadBackAsItWas() {
        for (int seed = 0; seed < DRAWS; seed++) {
            Request request = new Samples(seed).request();
            Reply reply = new Samples(seed).reply();
            saw(request);
            saw(reply);
            assertEquals(request, RequestText.parse(reread(RequestText.print(request))));
            assertEquals(reply, RequestText.parseReply(reread(RequestText.print(reply))));
        }
        assertAllSeen(Request.class);
        assertAllSeen(Reply.class);
    }

    @Test
    void everySituationIsReadBackAsItWas() {
        for (int seed = 0; seed < DRAWS / 3; seed++) {
            Samples samples = new Samples(seed);
            TreeMap<NodeId, PeerHealth> peers = new TreeMap<>(Samples.GIVEN.peers());
            peers.put(Samples.ALPHA, samples.constant(PeerHealth.values()));
            TreeMap<PathId, PathHealth> paths = new TreeMap<>(Samples.GIVEN.paths());
            paths.put(new PathId("alpha-bravo/lan1"), samples.constant(PathHealth.values()));
            Given given = new Given(samples.lcd(), peers, paths);
            List<Block> printed = GivenText.print(given).stream().map(RoundTripTest::reread).toList();
            Given read = GivenText.parse(printed);
            assertEquals(given.lcd(), read.lcd(), () -> "seed: " + printed);
            assertEquals(given.paths(), read.paths());
            peers.forEach((peer, health) -> assertEquals(health, read.peers().get(peer)));
        }
    }

    @Test
    void aMisspeltNameIsRefused() {
        Scene scene = Scene.of(Samples.ALPHA, Samples.GIVEN.lcd());
        var wrong = assertThrows(IllegalArgumentException.class, () -> EventText.parse(scene,
                BlockText.parse(List.of("peer-changed health=DEAD peer=bravo silnce=520ms")).getFirst()));
        assertEquals("peer-changed: it has no silnce=, but peer=, health=, silence=", wrong.getMessage());
        assertThrows(IllegalArgumentException.class,
                () -> GivenText.parse(BlockText.parse(List.of("resource tag=web type=generic neds=x"))));
        assertThrows(IllegalArgumentException.class, () -> GivenText.parse(BlockText.parse(List.of("resorce tag=web"))));
    }

    @Test
    void aCaseIsPrintedAsItIsRead() {
        String text = String.join("\n", "# Why.", "# rules: RC-1", "given", "  resource tag=web type=generic", "as bravo",
                "# Above a moment.", "when 0:05.000 operator-asked : switchover tag=web", "then nothing",
                "when 0:06.000000001 woke timer=x", "then", "  store", "    status-changed", "      ownership epoch=8 unit=web",
                "state", "  - peer health=ALIVE", "  + peer health=DEAD", "");
        assertEquals(text, CaseText.print(CaseText.parse(text)));
        var wrong = assertThrows(IllegalArgumentException.class, () -> CaseText.parse("given\nas bravo\nwhen 0:05.000\nthen"));
        assertTrue(wrong.getMessage().startsWith("near line 3: "), wrong.getMessage());
    }

    private static Block reread(Block block) {
        List<Block> read = BlockText.parse(BlockText.print(block, "  "));
        assertEquals(List.of(block), read);
        return read.getFirst();
    }

    private void saw(Object value) {
        seen.add(value.getClass().getName());
    }

    private void assertAllSeen(Class<?> sealed) {
        List<String> missing = new ArrayList<>(Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(kind -> kind.isSealed() ? Arrays.stream(kind.getPermittedSubclasses()) : Stream.of(kind))
                .map(Class::getName).toList());
        missing.removeAll(seen);
        assertEquals(List.of(), missing);
    }
}
