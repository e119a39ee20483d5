package dev.vigil.recovery.cases;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.NoteCode;
import dev.vigil.recovery.Readiness;
import dev.vigil.recovery.Step;
import dev.vigil.recovery.text.Case;
import dev.vigil.recovery.text.CaseText;
import dev.vigil.recovery.text.Given;

/** RC-77: what is said of a failover before the owner dies is what happens when it does, in every case in which one dies. */
final class ReadinessTest {
    private int deaths;

    @TestFactory
    Stream<DynamicTest> whatIsSaidBeforeADeathIsWhatFollowsIt() {
        return CaseFiles.all().entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(file.getKey(),
                        () -> judge(CaseText.parse(CaseFiles.read(file.getValue())))));
    }

    @Test
    void someCasesShowADeath() {
        CaseFiles.all().values().forEach(file -> judge(CaseText.parse(CaseFiles.read(file))));
        assertTrue(deaths > 10, "only " + deaths + " deaths");
    }

    private void judge(Case shown) {
        CaseRun.of(new Judge(), shown);
    }

    /** The controller, and what is said beside it. */
    private final class Judge implements Brain {
        private final Brain real = new RealBrain();

        @Override
        public Step step(ClusterView view, Ticks now, Event event) {
            Step step = real.step(view, now, event);
            if (event instanceof Event.PeerChanged changed && changed.health() == PeerHealth.DEAD) {
                deaths++;
                List<Readiness> own = Readiness.all(view, now).stream()
                        .filter(unit -> unit.owner().filter(changed.peer()::equals).isPresent())
                        .filter(unit -> unit.heir().filter(view.self()::equals).isPresent())
                        .filter(unit -> !view.soft().work().tasks().containsKey(unit.unit())).toList();
                SortedSet<UnitId> taken = done(step.decisions());
                // RC-100, RC-119: where it must be fenced or asked about first, that begins, and the rest follows from its end.
                boolean isToBeFenced = step.next().soft().standing().fences().containsKey(changed.peer());
                own.stream().filter(Readiness::isReady)
                        .forEach(unit -> assertTrue(isToBeFenced || taken.contains(unit.unit())
                                || step.next().soft().standing().safety().containsKey(unit.unit()), unit.toString()));
                taken.stream().filter(unit -> isOwner(view, changed.peer(), unit)).forEach(
                        unit -> assertTrue(own.stream().anyMatch(said -> said.unit().equals(unit)), unit + " of " + own));
            }
            return step;
        }

        @Override
        public ClusterView before(NodeId self) {
            return real.before(self);
        }

        @Override
        public ClusterView settled(NodeId self, Given given) {
            return real.settled(self, given);
        }
    }

    /** A death may also make this node the heir of what another dead node owned. */
    private static boolean isOwner(ClusterView view, NodeId node, UnitId unit) {
        return view.lcd().status(node).ownership(unit).filter(OwnershipRow::isHeld).isPresent();
    }

    private static SortedSet<UnitId> done(List<Decision> decisions) {
        SortedSet<UnitId> units = new TreeSet<>();
        decisions.forEach(decision -> {
            if (decision instanceof Decision.Noted noted && noted.note().code() == NoteCode.FAILOVER_BEGINS) {
                units.add(new UnitId(noted.note().facts().get("unit")));
            }
        });
        return units;
    }
}
