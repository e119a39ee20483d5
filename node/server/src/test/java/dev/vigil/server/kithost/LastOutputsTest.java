package dev.vigil.server.kithost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Tag;

import org.junit.jupiter.api.Test;

class LastOutputsTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Tag WEB = new Tag("web");

    private final LastOutputs outputs = new LastOutputs(InstantSource.fixed(NOON));

    private void run(Tag tag, Action action, String text, Outcome outcome) {
        outputs.began(tag, action);
        outputs.wrote(tag, action, text);
        outputs.ended(tag, action, outcome);
    }

    @Test
    void theLastRunOfEachActionIsKept() {
        run(WEB, Action.RESTORE, "first", new Outcome.Failed("it exited with 1\nit wrote: first"));
        run(WEB, Action.QUICK_CHECK, "", new Outcome.Done(Duration.ZERO));
        run(WEB, Action.RESTORE, "second\r\n\u001b[2Jline", new Outcome.Done(Duration.ZERO));
        run(new Tag("other"), Action.RESTORE, "not asked for", new Outcome.Done(Duration.ZERO));
        List<KeptOutput> kept = outputs.of(WEB);
        assertEquals(List.of(Action.QUICK_CHECK, Action.RESTORE), kept.stream().map(KeptOutput::action).toList());
        assertEquals("second\n\uFFFD[2Jline", kept.getLast().text());
        assertEquals("done", kept.getLast().outcome());
        assertEquals(NOON, kept.getLast().began());
    }

    @Test
    void theOutcomeIsOneSentence() {
        run(WEB, Action.RESTORE, "", new Outcome.Failed("it exited with 1\nit wrote: nothing good"));
        run(WEB, Action.REMOVE, "", new Outcome.Unknown("x".repeat(5000)));
        assertEquals("failed: it exited with 1", outputs.of(WEB).getFirst().outcome());
        assertTrue(outputs.of(WEB).getLast().outcome().length() < 1100);
    }

    @Test
    void whatAnActionSaysAfterItWasGivenUpIsKeptToo() {
        outputs.began(WEB, Action.RESTORE);
        outputs.ended(WEB, Action.RESTORE, new Outcome.Unknown("it did not end"));
        assertEquals("", outputs.of(WEB).getFirst().text());
        outputs.wrote(WEB, Action.RESTORE, "late words");
        assertEquals("late words", outputs.of(WEB).getFirst().text());
        assertEquals("unknown: it did not end", outputs.of(WEB).getFirst().outcome());
    }

    @Test
    void anActionThatNeverBeganLeavesTheLastRunAlone() {
        run(WEB, Action.RESTORE, "here", new Outcome.Done(Duration.ZERO));
        outputs.ended(WEB, Action.RESTORE, new Outcome.Failed("not begun"));
        assertEquals("done", outputs.of(WEB).getFirst().outcome());
    }

    @Test
    void tooLongIsCutInTheMiddleAndMarkedAndTheOldestGo() {
        run(WEB, Action.RESTORE, "a".repeat(100_000) + "end", new Outcome.Done(Duration.ZERO));
        String text = outputs.of(WEB).getFirst().text();
        assertTrue(text.length() <= LastOutputs.LONGEST + 100 && text.endsWith("end"), text.length() + "");
        assertTrue(text.contains("\n[34467 characters not kept]\n"), text.replace("a", ""));
        for (int number = 0; number < 100; number++) {
            run(new Tag("t" + number), Action.RESTORE, "b".repeat(LastOutputs.LONGEST), new Outcome.Done(Duration.ZERO));
        }
        assertEquals(List.of(), outputs.of(WEB));
        assertEquals(List.of(), outputs.of(new Tag("t35")));
        long kept = 0;
        for (int number = 0; number < 100; number++) {
            kept += outputs.of(new Tag("t" + number)).size();
        }
        assertEquals(LastOutputs.LONGEST_OF_ALL / LastOutputs.LONGEST, kept);
    }
}
