package dev.vigil.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class ExplainTextTest {
    private static List<String> printed(String json, String... typed) {
        return Session.recorded(new RecordedAdministration(json), typed).out();
    }

    @Test
    void anEventHasItsFactsItsRefusedNodesAndItsRule() {
        assertEquals(List.of("x  bravo  Failover of web from alpha begins, under epoch 8. [RC-7]", "    epoch: 8; from: alpha",
                "    not charlie: a resource of the unit has failed there", "RC-7  Units are taken over."),
                printed("""
                        {"subject": "web", "events": [{"wall_time": "x", "node": "bravo",
                          "sentence": "Failover of web from alpha begins, under epoch 8. [RC-7]", "rule": "RC-7",
                          "rule_sentence": "Units are taken over.", "facts": ["epoch: 8", "from: alpha"],
                          "refused": [{"node": "charlie", "reason": "a resource of the unit has failed there"}]}]}""", "explain",
                        "web"));
    }

    @Test
    void inactionIsToldByNode() {
        assertEquals(List.of("as alpha sees it:", "  failover: Node alpha owned it last, and is this node. [RC-7]",
                "    it would be alpha", "    not bravo: it is silent on every path", "bravo does not answer.", "RC-7  Units."),
                printed("""
                        {"findings": [{"node": "alpha", "question": "FAILOVER", "rule": "RC-7", "rule_sentence": "Units.",
                          "sentence": "Node alpha owned it last, and is this node",
                          "alternatives": [{"node": "alpha"}, {"node": "bravo", "reason": "it is silent on every path"}]}],
                         "remarks": ["bravo does not answer."]}""", "explain", "web", "--why-not"));
    }

    @Test
    void theLineOfAllNodesTellsOfTheirClocks() {
        assertEquals(List.of("x  alpha  One.", "y  bo     Two.",
                "The clock of bo is 2413.1 ms ahead, which is taken out (measured within 0.4 ms).",
                "The clock of cy was not measured: its times are its own.", "Node cy is DEAD."), printed("""
                        {"events": [{"wall_time": "x", "node": "alpha", "sentence": "One."},
                          {"wall_time": "y", "node": "bo", "sentence": "Two."}],
                         "clocks": [{"node": "bo", "measured": true, "ahead_ms": 2413.06, "within_ms": 0.4}, {"node": "cy"}],
                         "remarks": ["Node cy is DEAD."]}""", "history", "--cluster"));
    }

    @Test
    void aPreviewTellsStepsTotalAndRisks() {
        assertEquals(List.of("Node alpha fails:", "   0.500 s  bravo  Failover begins.",
                "   0.500 s  bravo  > restore ip, about 0.100 s (median of 5)", "   0.600 s  bravo  > restore web, no history",
                "  in total at least 0.600 s, by way of: restore ip on bravo, restore web on bravo", "  blocked: Nothing.",
                "  risk: Quorum is off", "", "Twice:", "  nothing would be done", "Nothing was changed."),
                printed("""
                        {"courses": [{"title": "Node alpha fails", "total_ms": "600", "blocked": ["Nothing."],
                          "critical_path": ["restore ip on bravo", "restore web on bravo"], "risks": ["Quorum is off"],
                          "steps": [{"node": "bravo", "at_ms": "500", "sentence": "Failover begins."},
                            {"node": "bravo", "at_ms": "500", "action": "restore", "tag": "ip", "expected_ms": "100", "measured": 5},
                            {"node": "bravo", "at_ms": "600", "action": "restore", "tag": "web"}]}, {"title": "Twice"}]}""",
                        "what-if", "node-fails", "alpha"));
    }
}
