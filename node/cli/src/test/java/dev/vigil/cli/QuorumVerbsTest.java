package dev.vigil.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

final class QuorumVerbsTest {
    private static List<String> shown(String answer, String... verb) {
        return Session.recorded(new RecordedAdministration(answer), verb).out();
    }

    @Test
    void showTellsWhatIsHeldSoughtAndVoted() {
        assertEquals("""
                majority of alpha, bravo, whisky; this node, alpha, is a voter
                a lease lasts 1000 ms, is claimed every 50 ms, and the guard has 250 ms of it to end what is not renewed

                HIERARCHY  HELD HERE  ENDED IN  LEASE LEFT  VOTED FOR  EPOCH  STANDING  KEPT UNHEARD
                db         sought     -         -           bravo      3      granted   until fenced
                old        -          -         -           bravo      2      released  -
                web        epoch 7    687 ms    937 ms      alpha      7      granted   1000 ms
                  db is not granted: 1 of 3 voters agree, 2 are needed: bravo does not answer

                VOTER   LAST ANSWERED
                bravo   3.2 s ago
                whisky  13 ms ago""".lines().toList(), shown("""
                {"mode": "majority", "number": "1", "voters": ["alpha", "bravo", "whisky"], "lease_ms": 1000, "kill_ms": 250,
                 "tick_ms": 50, "node": "alpha", "voter": true, "silent": false, "trust": "PROVED", "units": [
                 {"unit": "db", "held_epoch": "0", "voted_epoch": "3", "voted_for": "bravo", "standing": "GRANTED",
                  "kept": "until fenced", "withheld": "1 of 3 voters agree, 2 are needed: bravo does not answer"},
                 {"unit": "old", "held_epoch": "0", "voted_epoch": "2", "voted_for": "bravo", "standing": "RELEASED"},
                 {"unit": "web", "held_epoch": "7", "kill_in_ms": 687.2, "out_in_ms": 937.2, "voted_epoch": "7",
                  "voted_for": "alpha", "standing": "GRANTED", "kept": "1000 ms"}],
                 "others": [{"node": "bravo", "answered_ms_ago": 3210.5}, {"node": "whisky", "answered_ms_ago": 12.7}]}""",
                "quorum", "show"));
    }

    @Test
    void showTellsWhyAVoteDoesNotCount() {
        assertEquals(List.of("majority of alpha; this node, alpha, is a voter",
                "a lease lasts 1000 ms, is claimed every 50 ms, and the guard has 250 ms of it to end what is not renewed",
                "its vote does not count: it has forgotten", "it cannot write its votes and grants nothing: No space left", "",
                "HIERARCHY  HELD HERE  ENDED IN  LEASE LEFT  VOTED FOR  EPOCH  STANDING  KEPT UNHEARD",
                "web        epoch 1    never     never       -          -      -         -"), shown("""
                {"mode": "majority", "voters": ["alpha"], "lease_ms": 1000, "kill_ms": 250, "tick_ms": 50, "node": "alpha",
                 "voter": true, "silent": true, "silent_because": "it has forgotten", "trouble": "No space left",
                 "units": [{"unit": "web", "held_epoch": "1"}]}""", "quorum", "show"));
    }

    @Test
    void showTellsOfTheFolderAndWhatIsWrongWithIt() {
        List<String> out = shown("""
                {"mode": "storage", "voters": ["alpha", "bravo"], "storage": "/share/votes-1", "storage_lease_ms": 3000,
                 "lease_ms": 1000, "kill_ms": 250, "tick_ms": 50, "node": "alpha", "voter": true, "units": [],
                 "others": [{"node": "bravo", "answered_ms_ago": 8}, {"node": "storage", "answered_ms_ago": 70000,
                  "trouble": "/share is out of reach"}]}""", "quorum", "show");
        assertEquals("majority of alpha, bravo and the folder /share/votes-1; this node, alpha, is a voter", out.getFirst());
        assertEquals("a claim in the folder counts for 3000 ms, and is made while the nodes alone are no majority", out.get(2));
        assertEquals("  storage: /share is out of reach", out.getLast());
    }

    @Test
    void aWitnessThatNobodyAskedYetSaysSo() {
        List<String> out = shown("""
                {"mode": "majority", "voters": ["alpha", "bravo", "whisky"], "lease_ms": 1000, "kill_ms": 250, "tick_ms": 50,
                 "node": "delta", "voter": false, "units": [], "others": [{"node": "alpha"}]}""", "quorum", "show");
        assertEquals("majority of alpha, bravo, whisky; this node, delta, is no voter", out.getFirst());
        assertEquals("nothing is held, sought or voted on", out.get(3));
        assertEquals("alpha  not yet; voters are asked only while a hierarchy is owned or sought", out.getLast());
    }

    @Test
    void offIsOneLine() {
        assertEquals(List.of("off: each node judges alone who is dead; vigil quorum survives says what that means"),
                shown("{\"mode\": \"off\"}", "quorum", "show"));
    }

    @Test
    void survivesPrintsTheSentences() {
        assertEquals(List.of("one", "two"), shown("{\"survives\": [\"one\", \"two\"]}", "quorum", "survives"));
    }

    @Test
    void theStatusTellsTheVoters() {
        List<String> out = shown("""
                {"cluster": "shop", "node": "alpha", "quorum": "majority", "quorum_voters": ["alpha", "bravo", "whisky"],
                 "quorum_remarks": ["web is not granted: 1 of 3 voters agree, 2 are needed"]}""", "status");
        assertEquals("shop: all well", out.getFirst());
        assertEquals(List.of("a hierarchy needs the votes of a majority of alpha, bravo, whisky: vigil quorum show",
                "  web is not granted: 1 of 3 voters agree, 2 are needed"), out.subList(2, 4));
    }
}
