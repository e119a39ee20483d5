package dev.vigil.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;

/** What the doctor says to what a trial printed. */
class KillBudgetCheckTest {
    private static final String GATE = "gate by-hand-ms=0.2 by-itself-ms=299.8 of-ms=300\n";

    private static Finding judge(String printed) {
        return KillBudgetCheck.judge(Optional.of(printed), 500);
    }

    @Test
    void aQuickGuardAndAGateAreGood() {
        Finding good = judge("programs ended=4 start-ms=210.0 survivors=0 took-ms=12.3\n" + GATE);
        assertEquals(Verdict.OK, good.verdict());
        assertTrue(good.sentence().contains("4 programs and saw them gone within 12.3 ms; it has 50 ms"), good.sentence());
        assertTrue(good.sentence().contains("by itself after 299.8 of 300 ms"), good.sentence());
    }

    @Test
    void aSlowGuardIsAWarning() {
        assertEquals(Verdict.WARN, judge("programs ended=4 start-ms=1 survivors=0 took-ms=80.0\n" + GATE).verdict());
    }

    @Test
    void aKernelWithoutAGateIsAWarning() {
        Finding none = judge("programs ended=4 start-ms=1 survivors=0 took-ms=8.0\ngate trouble=\"nft: ENOENT (2)\"\n");
        assertEquals(Verdict.WARN, none.verdict());
        assertTrue(none.sentence().contains("ENOENT"), none.sentence());
    }

    @Test
    void survivorsAreAFailure() {
        assertEquals(Verdict.FAIL, judge("programs ended=3 start-ms=1 survivors=1 took-ms=2000.0\n" + GATE).verdict());
        assertEquals(Verdict.FAIL, judge("programs trouble=\"the guard does not answer\"\n" + GATE).verdict());
    }

    @Test
    void noAnswerIsNoVerdict() {
        assertEquals(Verdict.WARN, KillBudgetCheck.judge(Optional.empty(), 500).verdict());
    }
}
