package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FaultTableTest {
    private static final Map<String, String> GOOD = Map.ofEntries(Map.entry("blackoutMs", "70.5"), Map.entry("moves", "1"),
            Map.entry("movesAfter", "0"), Map.entry("returns", "0"), Map.entry("dualActiveS", "0.0"),
            Map.entry("dualAfterS", "0.0"),
            Map.entry("healGapMs", "12.0"), Map.entry("before", "alpha"),
            Map.entry("answeredBy", "bravo"), Map.entry("answersAtEndBy", "bravo"), Map.entry("holdersAtEnd", "bravo"),
            Map.entry("stallMs", "10.0"), Map.entry("detectionMs", "60"), Map.entry("busyPercent", "50.0"),
            Map.entry("stolenPercent", "0.1"), Map.entry("lateTicks", "2"), Map.entry("faultTookMs", "1.5"),
            Map.entry("settled", "yes"));

    private static Repetition repetition(Fault fault, int number, String... changes) {
        TreeMap<String, String> values = new TreeMap<>(GOOD);
        for (int i = 0; i < changes.length; i += 2) {
            values.put(changes[i], changes[i + 1]);
        }
        return new Repetition("vigil", "fast", fault, number, values);
    }

    @Test
    void aLineOfJsonComesBackAsItWas() {
        Repetition repetition = repetition(Fault.POWER_OFF, 3);
        assertEquals(repetition, Repetition.parse(repetition.toJson()));
    }

    @Test
    void repetitionsWithALongStallAreShownApart() {
        String text = FaultTable
                .markdown(List.of(repetition(Fault.POWER_OFF, 1), repetition(Fault.POWER_OFF, 2, "blackoutMs", "80.5"),
                        repetition(Fault.POWER_OFF, 3, "blackoutMs", "400.4", "stallMs", "31.0")));
        assertTrue(text.contains("| vigil fast | power-off | **81** / 71 / 400 (3) | **76** / 71 / 81 (2) | 3 | 0 | 0 | 0.0 |"),
                text);
    }

    @Test
    void oneThatCouldNotBeMeasuredCountsAsWrong() {
        String text = FaultTable.markdown(List.of(repetition(Fault.LOSS_10, 1, "moves", "0", "answeredBy", "alpha"),
                new Repetition("vigil", "fast", Fault.LOSS_10, 2, Map.of("settled", "no", "trouble", "it did not start"))));
        assertTrue(text.contains("| 1 of 2 |"), text);
    }

    @Test
    void aRightMoveHasNoComplaint() {
        assertEquals(List.of(), Verdict.complaints(repetition(Fault.POWER_OFF, 1)));
    }

    @Test
    void everyWrongEndHasItsComplaint() {
        assertWrong("moved 2 times", repetition(Fault.SWITCHOVER, 1, "moves", "2"));
        assertWrong("other host does not answer", repetition(Fault.POWER_OFF, 1, "answeredBy", "alpha"));
        assertWrong("two hosts held", repetition(Fault.POWER_OFF, 1, "dualActiveS", "0.3"));
        assertWrong("nothing had died", repetition(Fault.LOSS_30, 1));
        assertWrong("in the end the address is on \"alpha+bravo\"", repetition(Fault.BOTH_CUT, 1, "holdersAtEnd", "alpha+bravo"));
        assertWrong("in the end bravo answers", repetition(Fault.PROCESS_KILL, 1, "holdersAtEnd", "alpha"));
        assertWrong("after the process came back", repetition(Fault.PROCESS_PAUSE, 1, "dualAfterS", "0.1"));
        assertWrong("did not become whole", repetition(Fault.POWER_OFF, 1, "settled", "no"));
    }

    private static void assertWrong(String part, Repetition repetition) {
        String complaints = Verdict.complaints(repetition).toString();
        assertTrue(complaints.contains(part), complaints);
    }

    @Test
    void cutsWithoutQuorumMayHaveTwoOwnersUntilTheyHeal() {
        assertEquals(List.of(), Verdict.complaints(repetition(Fault.SILENT_CUT, 1, "dualActiveS", "1.5")));
    }
}
