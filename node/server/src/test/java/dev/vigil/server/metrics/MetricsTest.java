package dev.vigil.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Initialization;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Priority;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Switchback;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.Cause;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.KitCallId;
import dev.vigil.recovery.Note;
import dev.vigil.recovery.NoteCode;

/** What is counted from events, calls and notes as they pass by. */
class MetricsTest {
    private static final NodeId ALPHA = new NodeId("alpha");
    private final AtomicLong now = new AtomicLong();
    private final Metrics metrics = new Metrics(now::get);

    private void pass(long millis) {
        now.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private String scraped(String line) {
        return metrics.registry().scrape().lines().filter(one -> one.startsWith(line + " "))
                .map(one -> one.substring(line.length() + 1)).findFirst().orElse("missing");
    }

    private static Decision.CallKit call(long id, Action action, Cause cause) {
        Tag tag = new Tag("web");
        ResourceRow resource = new ResourceRow(tag, new TypeId("generic"), new UnitId("web"), Initialization.INIT_ISP,
                Switchback.INTELLIGENT, true);
        InstanceRow instance = new InstanceRow(tag, new NodeId("bravo"), "web", "", new Priority(1), InstanceRow.Checks.NONE,
                new TreeMap<>());
        return new Decision.CallKit(new KitCallId(id), new Decision.Target(resource, instance), action, Duration.ofSeconds(9),
                cause);
    }

    private void finish(long id, Outcome outcome) {
        metrics.seen(new Event.KitFinished(new KitCallId(id), outcome));
    }

    private void peer(PeerHealth health, long silenceMillis) {
        metrics.seen(new Event.PeerChanged(ALPHA, health, Duration.ofMillis(silenceMillis)));
    }

    private void failoverBegins() {
        metrics.noted(Note.of(NoteCode.FAILOVER_BEGINS).with("unit", "web").with("from", ALPHA));
    }

    @Test
    void everyPhaseOfAFailoverIsMeasured() {
        peer(PeerHealth.DEAD, 520);
        pass(2);
        failoverBegins();
        pass(8);
        metrics.called(call(1, Action.RESTORE, Cause.NODE_FAILURE));
        pass(30);
        finish(1, new Outcome.Done(Duration.ZERO));
        metrics.called(call(2, Action.RESTORE, Cause.NODE_FAILURE));
        pass(60);
        metrics.noted(Note.of(NoteCode.FAILOVER_DONE).with("unit", "web"));
        assertEquals("0.52", scraped("vigil_failover_phase_seconds_sum{phase=\"detection\"}"));
        assertEquals("0.002", scraped("vigil_failover_phase_seconds_sum{phase=\"decision\"}"));
        assertEquals("0.008", scraped("vigil_failover_phase_seconds_sum{phase=\"store\"}"));
        assertEquals("0.09", scraped("vigil_failover_phase_seconds_sum{phase=\"restore\"}"));
        assertEquals("0.62", scraped("vigil_failover_phase_seconds_sum{phase=\"total\"}"));
        assertEquals("1.0", scraped("vigil_failovers_begun_total"));
        assertEquals("1.0", scraped("vigil_failovers_ended_total{result=\"done\"}"));
        assertEquals("0.52", scraped("vigil_peer_detection_seconds_sum"));
        assertEquals("1", scraped("vigil_kit_action_seconds_count{action=\"restore\",outcome=\"done\",type=\"generic\"}"));
        assertEquals("1.0", scraped("vigil_kit_open_calls"));
    }

    @Test
    void aFailoverThatIsTakenDownAgainIsGivenUp() {
        peer(PeerHealth.DEAD, 520);
        failoverBegins();
        metrics.called(call(1, Action.RESTORE, Cause.NODE_FAILURE));
        finish(1, new Outcome.Failed("no"));
        metrics.noted(Note.of(NoteCode.REMOVE_BEGINS).with("unit", "web"));
        metrics.noted(Note.of(NoteCode.FAILOVER_DONE).with("unit", "web"));
        assertEquals("1.0", scraped("vigil_failovers_ended_total{result=\"given-up\"}"));
        assertEquals("0.0", scraped("vigil_failovers_ended_total{result=\"done\"}"));
        assertEquals("0", scraped("vigil_failover_phase_seconds_count{phase=\"total\"}"));
    }

    @Test
    void aDeathOfAnEarlierLifeIsNotTheReasonOfThisFailover() {
        peer(PeerHealth.DEAD, 520);
        peer(PeerHealth.ALIVE, 0);
        failoverBegins();
        metrics.noted(Note.of(NoteCode.FAILOVER_DONE).with("unit", "web"));
        assertEquals("0", scraped("vigil_failover_phase_seconds_count{phase=\"total\"}"));
        assertEquals("1", scraped("vigil_peer_detection_seconds_count"));
    }

    @Test
    void actionsAreCountedByHowTheyEnd() {
        metrics.called(call(1, Action.QUICK_CHECK, Cause.CHECK));
        metrics.called(call(2, Action.QUICK_CHECK, Cause.CHECK));
        pass(40);
        finish(1, new Outcome.Unknown("cannot tell"));
        finish(2, new Outcome.Failed("no"));
        finish(2, new Outcome.Failed("said twice"));
        finish(3, new Outcome.Failed("never called"));
        String labels = "{action=\"quick-check\",outcome=\"%s\",type=\"generic\"}";
        assertEquals("0.04", scraped("vigil_kit_action_seconds_sum" + labels.formatted("unknown")));
        assertEquals("1", scraped("vigil_kit_action_seconds_count" + labels.formatted("failed")));
        assertEquals("0.0", scraped("vigil_kit_open_calls"));
        assertEquals("1", scraped(
                "vigil_kit_action_seconds_bucket{action=\"quick-check\",outcome=\"failed\",type=\"generic\",le=\"0.05\"}"));
        assertEquals("0", scraped(
                "vigil_kit_action_seconds_bucket{action=\"quick-check\",outcome=\"failed\",type=\"generic\",le=\"0.025\"}"));
    }

    @Test
    void notesAreCountedFromZero() {
        for (NoteCode code : NoteCode.values()) {
            assertEquals("0.0", scraped("vigil_notes_total{code=\"" + code.word() + "\"}"));
        }
        metrics.noted(Note.of(NoteCode.SELF_STALLED).with("late-ms", 700));
        metrics.noted(Note.of(NoteCode.EPOCH_TAKEN).with("unit", "web").with("cause", Cause.SWITCHOVER));
        assertEquals("1.0", scraped("vigil_notes_total{code=\"self-stalled\"}"));
        assertEquals("0.7", scraped("vigil_stall_seconds_sum"));
        assertEquals("1.0", scraped("vigil_takeovers_total{cause=\"switchover\"}"));
        assertEquals("0.0", scraped("vigil_takeovers_total{cause=\"node-failure\"}"));
    }

    @Test
    void everyFamilySaysWhatItIs() {
        List<String> lines = metrics.registry().scrape().lines().toList();
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("# HELP vigil_notes_total Notes of the controller")));
        assertFalse(lines.stream().anyMatch(line -> line.matches("# HELP \\S+ *")), "a family without a word of help");
    }
}
