package dev.vigil.recovery.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.Inquiry;
import dev.vigil.recovery.NoteCode;
import dev.vigil.recovery.PeerView;
import dev.vigil.recovery.RecoveryController;
import dev.vigil.recovery.Soft;
import dev.vigil.recovery.text.CaseText;
import dev.vigil.recovery.text.Replay;

/** What the inquiry calls due is what the controller does, in every case and at every moment of it; what is not due it does not do. */
class InquiryOfCasesTest {
    private int asked;
    private int due;

    @Test
    void whatIsDueIsDoneAndNothingElse() {
        SortedSet<String> sentences = new TreeSet<>();
        CaseFiles.all().forEach((name, file) -> Replay.of(CaseText.parse(CaseFiles.read(file))).moments().forEach(moment -> {
            ClusterView view = moment.step().next();
            for (ResourceRow row : view.lcd().config().resources()) {
                List<Inquiry.Finding> findings = Inquiry.whyNot(view, moment.at(), row.tag());
                findings.forEach(finding -> sentences.add(finding.sentence()));
                check(name, moment, row);
            }
        }));
        assertTrue(asked > 80, asked + " answers only");
        assertTrue(due > 10, "no case has a failover that is due");
        assertTrue(sentences.size() > 40, sentences.toString());
    }

    /** The controller hears of each death once more. */
    private void check(String name, Replay.Moment moment, ResourceRow row) {
        ClusterView view = moment.step().next();
        for (NodeId dead : view.soft().peers().keySet()) {
            if (view.soft().peer(dead).health() == PeerHealth.DEAD) {
                compare(name, view, moment.at(), row, RecoveryController
                        .step(view, moment.at(), new Event.PeerChanged(dead, PeerHealth.DEAD, Duration.ZERO)).decisions());
            }
        }
        if (moment.event() instanceof Event.PeerChanged changed && changed.health() == PeerHealth.DEAD
                && !isAskedBefore(moment, changed)) {
            compare(name, knowing(moment.before(), changed.peer()), moment.at(), row, moment.step().decisions());
        }
    }

    /** RC-119: what was asked before the node was last heard is past in the step that finds it dead; no view before it shows that. */
    private static boolean isAskedBefore(Replay.Moment moment, Event.PeerChanged death) {
        return moment.before().soft().standing().safety().values().stream().anyMatch(work -> work.silent().equals(death.peer())
                && moment.at().since(work.asked()).compareTo(death.silence()) > 0);
    }

    /** The view as it is in the middle of the step: the death is known, and nothing has followed from it. */
    private static ClusterView knowing(ClusterView view, NodeId dead) {
        Soft soft = view.soft();
        SortedMap<NodeId, PeerView> peers = new TreeMap<>(soft.peers());
        PeerView was = soft.peer(dead);
        peers.put(dead, new PeerView(PeerHealth.DEAD, was.wasHeard(), false, was.isMet(), was.incarnation(), was.shown()));
        return new ClusterView(view.self(), view.incarnation(), view.lcd(),
                new Soft(peers, soft.work(), soft.talks(), soft.condition(), soft.standing(), soft.counter()));
    }

    private void compare(String name, ClusterView view, Ticks at, ResourceRow row, List<Decision> decided) {
        Inquiry.Finding finding = Inquiry.whyNot(view, at, row.tag()).getFirst();
        boolean isBegun = decided.stream().anyMatch(decision -> decision instanceof Decision.Noted noted
                && noted.note().code() == NoteCode.FAILOVER_BEGINS
                && noted.note().facts().get("unit").equals(row.unit().value()));
        assertEquals(finding.isDue(), isBegun, name + " at " + at + ": " + finding.sentence());
        asked++;
        due += finding.isDue() ? 1 : 0;
    }
}
