package dev.vigil.recovery.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.Cause;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.KitCallId;
import dev.vigil.recovery.Step;
import dev.vigil.recovery.text.Case;
import dev.vigil.recovery.text.CaseText;
import dev.vigil.recovery.text.Given;

/** The runner notices what it is there to notice: brains that are wrong on purpose. */
class CaseRunTest {
    private static final String CASE = String.join("\n", "# A runner that cannot fail proves nothing.", "given",
            "  resource needs=web-ip tag=web type=generic", "  resource tag=web-ip type=ip",
            "  owner epoch=7 node=alpha unit=web",
            "as bravo", "when 0:05.000 peer-changed health=DEAD peer=alpha silence=520ms", "then", "  store",
            "    status-changed",
            "      ownership epoch=8 held=yes unit=web", "  call-kit action=RESTORE cause=NODE_FAILURE limit=30s tag=web-ip",
            "when 0:05.100 kit-finished action=RESTORE outcome=done tag=web-ip", "then nothing", "");

    /** Takes over by {@code epoch} when alpha dies, starts these; whatever else happens leaves it cold. */
    private record Toy(long epoch, Duration limit, List<String> starts, PeerHealth trigger, int firstCall) implements Brain {
        @Override
        public Step step(ClusterView view, Ticks now, Event event) {
            if (event instanceof Event.Started started) {
                return new Step(CaseRunTest.view(started.self(), started.lcd()), List.of());
            }
            if (!(event instanceof Event.PeerChanged changed) || changed.health() != trigger) {
                return new Step(view, List.of());
            }
            List<Decision> decisions = new ArrayList<>();
            ClusterView next = view;
            if (epoch > 0) {
                Status own = view.lcd().status(view.self());
                Entry entry = new Entry.StatusChanged(view.self(), own.incarnation(), own.revision().next(), List.of(
                        new Change.Put(new OwnershipRow(view.self(), new UnitId("web"), new Epoch(epoch), true))));
                decisions.add(new Decision.Store(List.of(entry)));
                next = CaseRunTest.view(view.self(), view.lcd().apply(entry));
            }
            int number = firstCall;
            for (String tag : starts) {
                decisions.add(new Decision.CallKit(new KitCallId(number++), target(view, new Tag(tag)), Action.RESTORE, limit,
                        Cause.NODE_FAILURE));
            }
            return new Step(next, decisions);
        }

        @Override
        public ClusterView before(NodeId self) {
            return CaseRunTest.view(self, dev.vigil.lcd.model.LcdState.EMPTY);
        }

        @Override
        public ClusterView settled(NodeId self, Given given) {
            return CaseRunTest.view(self, given.lcd());
        }

        private static Decision.Target target(ClusterView view, Tag tag) {
            return new Decision.Target(view.lcd().config().resource(tag).orElseThrow(),
                    view.lcd().config().instance(tag, view.self()).orElseThrow());
        }
    }

    private static final Toy RIGHT = new Toy(8, Duration.ofSeconds(30), List.of("web-ip"), PeerHealth.DEAD, 1);

    private static ClusterView view(NodeId self, dev.vigil.lcd.model.LcdState lcd) {
        return new ClusterView(self, lcd.status(self).incarnation(), lcd, dev.vigil.recovery.Soft.EMPTY);
    }

    private static Case shown() {
        return CaseText.parse(CASE);
    }

    @Test
    void whatWasDecidedIsPrintedInTheFormOfTheCase() {
        assertEquals(CASE, CaseText.print(CaseRun.of(RIGHT, shown()).actual()));
    }

    @Test
    void adversityLeavesARightBrainRight() {
        Adversity adversity = new Adversity(RIGHT, CaseRun.of(RIGHT, shown()));
        assertTrue(adversity.interrupt() > 20);
        adversity.finish();
        adversity.repeat();
    }

    @Test
    void aStartWithoutAStoredEpochIsNoticed() {
        breaks("IN-3 NoStartWithoutEpoch", new Toy(0, RIGHT.limit, RIGHT.starts, RIGHT.trigger, 1), CASE);
    }

    @Test
    void aParentBeforeItsChildIsNoticed() {
        breaks("IN-2 NeedsFirst", new Toy(8, RIGHT.limit, List.of("web"), RIGHT.trigger, 1), CASE);
    }

    @Test
    void aStartBesideALivingOwnerIsNoticed() {
        breaks("IN-1 OneOwner", new Toy(8, RIGHT.limit, RIGHT.starts, PeerHealth.DEAF, 1), CASE.replace("DEAD", "DEAF"));
    }

    @Test
    void anEpochThatFallsIsNoticed() {
        breaks("IN-4 EpochNeverBack", new Toy(5, RIGHT.limit, RIGHT.starts, RIGHT.trigger, 1),
                CASE.replace("as bravo", "  ownership epoch=6 held=no node=bravo unit=web\nas bravo")
                        .replace("when 0:05.000", "when 0:04.000 woke timer=x\nthen nothing\nwhen 0:05.000"));
    }

    @Test
    void twoCallsOfOneResourceAtOnceAndANumberUsedAgainAreNoticed() {
        breaks("IN-5 EveryCallEndsOnce", new Toy(8, RIGHT.limit, List.of("web-ip", "web-ip"), RIGHT.trigger, 1), CASE);
        breaks("IN-5 EveryCallEndsOnce", new Toy(8, RIGHT.limit, RIGHT.starts, RIGHT.trigger, 0), CASE);
    }

    @Test
    void aCallThatIsOutLongerThanItsLimitIsNoticed() {
        breaks("IN-5 EveryCallEndsOnce", new Toy(8, Duration.ofMillis(10), RIGHT.starts, RIGHT.trigger, 1),
                CASE.replace("when 0:05.100 kit-finished action=RESTORE outcome=done tag=web-ip", "when 0:09.000 woke timer=x"));
    }

    @Test
    void aStoreThatDoesNotFitIsNoticed() {
        Brain forgetful = new Brain() {
            @Override
            public Step step(ClusterView view, Ticks now, Event event) {
                return new Step(view, List.of(new Decision.Store(List.of(new Entry.ConfigChanged(
                        new dev.vigil.lcd.model.Revision(9), List.of())))));
            }

            @Override
            public ClusterView before(NodeId self) {
                return RIGHT.before(self);
            }

            @Override
            public ClusterView settled(NodeId self, Given given) {
                return RIGHT.settled(self, given);
            }
        };
        assertThrows(IllegalArgumentException.class, () -> CaseRun.of(forgetful, shown()));
    }

    private static void breaks(String breach, Brain brain, String text) {
        var broken = assertThrows(AssertionError.class, () -> CaseRun.of(brain, CaseText.parse(text)));
        assertTrue(String.valueOf(broken.getMessage()).startsWith(breach), broken.getMessage());
    }
}
