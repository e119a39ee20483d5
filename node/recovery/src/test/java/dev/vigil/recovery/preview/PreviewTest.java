package dev.vigil.recovery.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.text.BlockText;
import dev.vigil.recovery.text.GivenText;

class PreviewTest {
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BRAVO = new NodeId("bravo");
    private static final NodeId CHARLIE = new NodeId("charlie");
    private static final Tag WEB = new Tag("web");
    /** What has been measured: removes on alpha, restores on bravo; nothing on charlie. */
    private static final Durations MEASURED = (node, tag, action) -> {
        if (node.equals(CHARLIE)) {
            return Durations.Expected.UNKNOWN;
        }
        long millis = tag.equals(WEB) ? 2_000 : 100;
        return new Durations.Expected(Duration.ofMillis(action == Action.RESTORE ? millis : millis / 10), 5);
    };

    private static ClusterView view(NodeId self, String... more) {
        List<String> lines = new ArrayList<>(List.of("node name=alpha", "node name=bravo", "node name=charlie",
                "resource needs=web-ip tag=web type=generic", "resource tag=web-ip type=ip",
                "owner epoch=7 node=alpha unit=web"));
        lines.addAll(List.of(more));
        return GivenText.parse(BlockText.parse(lines)).view(self);
    }

    private static List<Course> courses(ClusterView view, Supposed what) {
        return new Preview(view, Ticks.ofMillis(5_000), new TreeMap<>(), MEASURED).of(what);
    }

    private static List<String> acts(Course course) {
        return course.steps().stream().filter(Course.Step.Acts.class::isInstance).map(Course.Step.Acts.class::cast)
                .map(act -> act.at().toMillis() + " " + act.node() + " " + act.action() + " " + act.tag()).toList();
    }

    @Test
    void theNextNodeTakesOverChildrenFirstWhoeverIsAsked() {
        for (NodeId asked : List.of(BRAVO, CHARLIE, ALPHA)) {
            Course course = courses(view(asked), new Supposed.NodeFails(ALPHA)).getFirst();
            assertEquals(List.of("500 bravo RESTORE web-ip", "600 bravo RESTORE web"), acts(course), asked.value());
            assertEquals(Duration.ofMillis(2_600), course.total());
            assertTrue(course.isTotalKnown());
            assertEquals(2, course.criticalPath().size());
            assertEquals(List.of(), course.blocked());
            assertTrue(course.risks().getFirst().startsWith("Quorum is off"), course.risks().toString());
        }
    }

    @Test
    void aMoveGoesDownParentsFirstAndUpChildrenFirst() {
        Course course = courses(view(CHARLIE), new Supposed.Switchover(WEB, Optional.empty())).getFirst();
        assertEquals(
                List.of("0 alpha REMOVE web", "200 alpha REMOVE web-ip", "210 bravo RESTORE web-ip", "310 bravo RESTORE web"),
                acts(course));
        assertEquals(4, course.criticalPath().size());
        assertEquals(Duration.ofMillis(2_310), course.total());
    }

    @Test
    void withoutAHistoryTheTotalIsALowerBound() {
        Course course = courses(view(ALPHA), new Supposed.Switchover(WEB, Optional.of(CHARLIE))).getFirst();
        assertFalse(course.isTotalKnown());
        assertEquals(Duration.ofMillis(210), course.total());
    }

    @Test
    void aFailureIsRepairedInPlaceOrMoves() {
        List<Course> courses = courses(view(BRAVO), new Supposed.ResourceFails(WEB));
        assertEquals(2, courses.size());
        assertEquals(List.of("0 alpha RECOVER web"), acts(courses.getFirst()));
        assertEquals(List.of("0 alpha RECOVER web", "200 alpha REMOVE web", "400 alpha REMOVE web-ip", "410 bravo RESTORE web-ip",
                "510 bravo RESTORE web"), acts(courses.getLast()));
    }

    @Test
    void onePathMovesNothingAndTheLastOneMakesTwoOwners() {
        PathId lan1 = new PathId("alpha-bravo/lan1");
        Course one = courses(view(ALPHA), new Supposed.PathFails(lan1)).getFirst();
        assertEquals(List.of(), acts(one));
        assertTrue(one.risks().contains("Between alpha and bravo one path is left: alpha-bravo/lan2"), one.risks().toString());
        SortedMap<PathId, PathHealth> silent = new TreeMap<>();
        silent.put(new PathId("alpha-bravo/lan2"), PathHealth.SILENT);
        Course last = new Preview(view(ALPHA), Ticks.ZERO, silent, MEASURED).of(new Supposed.PathFails(lan1)).getFirst();
        assertTrue(last.risks().contains("web would be owned by [alpha, bravo] at once, until a path between them returns"),
                last.risks().toString());
    }

    @Test
    void whatStandsInTheWayIsTold() {
        Course nowhere = courses(view(ALPHA, "health health=DEAD peer=bravo",
                "state node=charlie reason=broken state=OSF tag=web"), new Supposed.Switchover(WEB, Optional.empty())).getFirst();
        assertEquals(List.of(), acts(nowhere));
        assertEquals(List.of("No other living node can take web. Extend it to one, or mend the nodes on which it has failed."),
                nowhere.blocked());
        assertTrue(nowhere.risks().contains("web would have no backup that is ready: bravo:DEAD, charlie:FAILED"),
                nowhere.risks().toString());
        ClusterView unprotected = view(BRAVO, "state node=alpha reason=night state=ISU tag=web",
                "state node=alpha reason=night state=ISU tag=web-ip");
        Course stays = courses(unprotected, new Supposed.NodeFails(ALPHA)).getFirst();
        assertEquals(List.of(), acts(stays));
        assertTrue(stays.blocked().contains(
                "web is not taken over by bravo: Nothing of web was in service and protected on alpha"),
                stays.blocked().toString());
        assertEquals(2, stays.risks().stream().filter(risk -> risk.contains("runs unprotected on alpha")).count());
    }

    @Test
    void whatDoesNotExistIsRefused() {
        ClusterView view = view(ALPHA, "health health=DEAD peer=bravo");
        for (Supposed wrong : List.of(new Supposed.NodeFails(new NodeId("delta")), new Supposed.NodeFails(BRAVO),
                new Supposed.ResourceFails(new Tag("mail")), new Supposed.Switchover(new Tag("mail"), Optional.empty()),
                new Supposed.PathFails(new PathId("lan9")))) {
            assertThrows(IllegalArgumentException.class, () -> courses(view, wrong), wrong.toString());
        }
    }
}
