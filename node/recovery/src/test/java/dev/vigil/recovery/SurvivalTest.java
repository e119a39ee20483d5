package dev.vigil.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Rows;

final class SurvivalTest {
    private final List<String> rows = new ArrayList<>();

    private void node(String node) {
        rows.add("system node=" + node + " admin=" + node + ":7742");
    }

    private void path(String first, String second) {
        rows.add("path path=" + first + "-" + second + "/lan1 first=" + first + " first-address=" + first + ":1 second=" + second
                + " second-address=" + second + ":1");
    }

    private void unit(String tag, String... nodes) {
        rows.add(
                "resource tag=" + tag + " type=generic unit=" + tag + " init=INIT_ISP switchback=INTELLIGENT local-recovery=yes");
        int priority = 1;
        for (String node : nodes) {
            rows.add("instance tag=" + tag + " node=" + node + " id=" + tag + " info=\"\" priority=" + priority
                    + " quick-ms=0 deep-ms=0");
            priority++;
        }
    }

    private void majority(String voters) {
        rows.add("quorum mode=majority number=1 voters=" + voters + " lease-ms=1000 kill-ms=250 tick-ms=50");
    }

    private void twoNodesAndAWitness() {
        List.of("alpha", "bravo", "whisky").forEach(this::node);
        path("alpha", "bravo");
        path("alpha", "whisky");
        path("bravo", "whisky");
        majority("alpha,bravo,whisky");
    }

    private List<String> sentences() {
        return Survival.sentences(Config.of(new Revision(1), rows.stream().map(Line::parse).map(Rows::parseConfig).toList()));
    }

    @Test
    void twoNodesAndAFolderSurviveAnyOneOfThem() {
        List.of("alpha", "bravo").forEach(this::node);
        path("alpha", "bravo");
        rows.add("quorum mode=storage number=1 voters=alpha,bravo lease-ms=1000 kill-ms=250 tick-ms=50 storage=/share/votes"
                + " storage-lease-ms=3000");
        unit("web", "alpha", "bravo");
        assertEquals(List.of("Any one node may fail: every hierarchy can still run.",
                "If alpha fails, 2 of 3 voters are left, 2 are needed: web can run on bravo.",
                "If bravo fails, 2 of 3 voters are left, 2 are needed: web can run on alpha.",
                "If the folder fails, 2 of 3 voters are left, 2 are needed: web can run on alpha or bravo.",
                "If alpha and the folder fail, 1 of 3 voters is left, 2 are needed: nothing is in service until 2 are back.",
                "If bravo and the folder fail, 1 of 3 voters is left, 2 are needed: nothing is in service until 2 are back.",
                "If all paths between any two nodes are cut, every hierarchy can still run, on one node at a time.",
                "A node that is cut off from all others counts as failed: it ends what it holds before another node may have it."),
                sentences());
    }

    @Test
    void twoNodesAndAWitnessSurviveAnyOneOfThem() {
        twoNodesAndAWitness();
        unit("web", "alpha", "bravo");
        assertEquals(List.of("Any one node may fail: every hierarchy can still run.",
                "If alpha fails, 2 of 3 voters are left, 2 are needed: web can run on bravo.",
                "If bravo fails, 2 of 3 voters are left, 2 are needed: web can run on alpha.",
                "If whisky fails, 2 of 3 voters are left, 2 are needed: web can run on alpha or bravo.",
                "If alpha and bravo fail, 1 of 3 voters is left, 2 are needed: nothing is in service until 2 are back.",
                "If alpha and whisky fail, 1 of 3 voters is left, 2 are needed: nothing is in service until 2 are back.",
                "If bravo and whisky fail, 1 of 3 voters is left, 2 are needed: nothing is in service until 2 are back.",
                "If all paths between any two nodes are cut, every hierarchy can still run, on one node at a time.",
                "A node that is cut off from all others counts as failed: it ends what it holds before another node may have it."),
                sentences());
    }

    @Test
    void aHierarchyOnOneNodeIsNamed() {
        twoNodesAndAWitness();
        unit("db", "alpha");
        unit("web", "alpha", "bravo");
        assertEquals("Not every hierarchy survives the failure of alpha.", sentences().getFirst());
        assertEquals(
                "If alpha fails, 2 of 3 voters are left, 2 are needed: db can run nowhere, since it is extended to no other node;"
                        + " web can run on bravo.",
                sentences().get(1));
    }

    @Test
    void aWitnessThatOneNodeHasNoPathToDoesNotHelpThatNode() {
        List.of("alpha", "bravo", "whisky").forEach(this::node);
        path("alpha", "bravo");
        path("alpha", "whisky");
        majority("alpha,bravo,whisky");
        unit("web", "alpha", "bravo");
        assertEquals(List.of("Not every hierarchy survives the failure of alpha.",
                "If alpha fails, 2 of 3 voters are left, 2 are needed: web can run nowhere, since bravo has no path to enough voters.",
                "If bravo fails, 2 of 3 voters are left, 2 are needed: web can run on alpha.",
                "If whisky fails, 2 of 3 voters are left, 2 are needed: web can run on alpha or bravo."),
                sentences().subList(0, 4));
    }

    @Test
    void fiveVotersSurviveTwo() {
        List<String> five = List.of("alpha", "bravo", "charlie", "delta", "echo");
        five.forEach(this::node);
        five.forEach(one -> five.stream().filter(other -> one.compareTo(other) < 0).forEach(other -> path(one, other)));
        majority("alpha,bravo,charlie,delta,echo");
        unit("web", "alpha", "bravo", "charlie");
        List<String> all = sentences();
        assertEquals("If alpha and bravo fail, 3 of 5 voters are left, 3 are needed: web can run on charlie.", all.get(6));
        assertEquals(0, all.stream().filter(sentence -> sentence.contains("nothing is in service")).count());
        assertEquals(1 + 5 + 10 + 2, all.size());
    }

    @Test
    void aCutThatLeavesNobodyEnoughVotersIsNamed() {
        List.of("alpha", "bravo", "whisky").forEach(this::node);
        path("alpha", "bravo");
        majority("alpha,bravo,whisky");
        unit("web", "alpha", "bravo");
        assertEquals(
                "If all paths between alpha and bravo are cut, web can run nowhere, since alpha and bravo have no path to enough"
                        + " voters.",
                sentences().get(7));
    }

    @Test
    void withoutQuorumACutLetsBothRun() {
        List.of("alpha", "bravo").forEach(this::node);
        path("alpha", "bravo");
        unit("web", "alpha", "bravo");
        unit("db", "bravo");
        assertEquals(List.of("Not every hierarchy survives the failure of bravo.",
                "If alpha fails, db, web can run on bravo.",
                "If bravo fails, db can run nowhere, since it is extended to no other node; web can run on alpha.",
                "If all paths between alpha and bravo are cut, each holds the other for dead: web can run on both at once, until they"
                        + " hear each other again."),
                sentences());
    }

    @Test
    void oneVoterAloneIsAMajority() {
        node("alpha");
        majority("alpha");
        assertEquals(List.of("If alpha fails, 0 of 1 voter are left, 1 is needed: nothing is in service until 1 is back."),
                sentences());
    }
}
