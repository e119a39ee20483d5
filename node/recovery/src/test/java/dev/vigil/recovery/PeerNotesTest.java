package dev.vigil.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.FlagName;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Occurrence;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;
import org.junit.jupiter.api.Test;

/** What controllers tell each other survives the wire, and what a newer one says does no harm. */
class PeerNotesTest {
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final UnitId WEB = new UnitId("web");
    private static final Tag TAG = new Tag("web");

    private static List<PeerNote> samples() {
        StateRow row = new StateRow(ALPHA, TAG, ResourceState.OSF, "it said \"no\"\nand left");
        Status status = Status.of(new Incarnation(2, -7), new Revision(4),
                List.of(row, new OwnershipRow(ALPHA, WEB, new Epoch(3), true)));
        List<Change> changes = List.of(new Change.Put(TestCluster.resource("web", "ip", true)),
                new Change.Remove(TestCluster.instance("web", "alpha", 1).key()));
        List<Decision.Target> targets = List
                .of(new Decision.Target(TestCluster.resource("web", "ip", true), TestCluster.instance("web", "bravo", 2)));
        TreeMap<UnitId, Epoch> units = new TreeMap<>();
        units.put(WEB, new Epoch(9));
        List<PeerNote> all = new ArrayList<>(List.of(
                new PeerNote.Hello(new Revision(7), -5, new Entry.StatusReplaced(ALPHA, status)),
                new PeerNote.StatusDelta(
                        new Entry.StatusChanged(ALPHA, new Incarnation(2, 1), new Revision(5), List.of(new Change.Put(row)))),
                new PeerNote.WantStatus(), new PeerNote.WantConfig(),
                new PeerNote.WholeConfig(TestCluster.of("alpha", "bravo").node("alpha").disk.config()),
                new PeerNote.Prepare(new Revision(8), 77, changes), new PeerNote.Prepared(new Revision(8), ""),
                new PeerNote.Prepared(new Revision(8), "not now"), new PeerNote.Commit(new Revision(8), changes),
                new PeerNote.Dropped(new Revision(8)),
                new PeerNote.TakeOver(WEB, new Epoch(3), new TreeSet<>(List.of(TAG)), Cause.SWITCHOVER),
                new PeerNote.Taken(WEB, PeerNote.Result.REFUSED, "I am full"), new PeerNote.TakingOver(WEB, new Epoch(4)),
                new PeerNote.WhoOwns(5, units), new PeerNote.Owned(5, new TreeMap<>()),
                new PeerNote.ExtendAsk(6, Action.CAN_EXTEND, targets),
                new PeerNote.ExtendAnswer(6, Action.EXTEND, "no room"), new PeerNote.NotUnderstood("sing")));
        requests().forEach(request -> all.add(new PeerNote.Ask(3, "root", request)));
        all.add(new PeerNote.Answered(3, new Reply.Done(List.of("one", "two"))));
        all.add(new PeerNote.Answered(3, new Reply.Refused(Reply.Refusal.FAILED, "no", "yes")));
        return all;
    }

    private static List<Request> requests() {
        return List.of(
                new Request.ChangeConfig("type", List.of(new Change.Put(TestCluster.resource("a", "ip", false))), List.of(ALPHA)),
                TestCluster.create("web", "alpha"),
                new Request.Extend(TAG, new NodeId("bravo"), List.of(TestCluster.instance("web", "bravo", 2))),
                new Request.DeleteResource(TAG, List.of(ALPHA)), new Request.Unextend(TAG, ALPHA, List.of()),
                new Request.RemoveNode(ALPHA, List.of(new NodeId("bravo"))),
                new Request.ReplaceNode(new SystemRow(ALPHA, "a:1", new SystemRow.Machine(7, "9f")), List.of()),
                new Request.DeleteDependency(TAG, new Tag("ip")),
                new Request.ChangeResource(TAG, Optional.of(ALPHA), new TreeMap<>(java.util.Map.of("id", "a b", "p.x", "")),
                        new TreeSet<>(List.of("y", "z"))),
                new Request.SetState(TAG, Optional.empty(), ResourceState.OSU, "because"),
                new Request.RunAction(TAG, Action.DEEP_CHECK), new Request.SendEvent(TAG, "it \"died\""),
                new Request.RaiseEvent(TAG, new Occurrence("gen", "failed", "it \"died\"", new TreeMap<>(java.util.Map.of(
                        Occurrence.Fact.SEVERITY, "3", Occurrence.Fact.OBJECT_CLASS, "a b")))),
                new Request.SetFlag(new FlagName("!lock"), ALPHA), new Request.ClearFlag(new FlagName("!lock"), ALPHA),
                new Request.CreateDependency(TAG, new Tag("ip")), new Request.InService(TAG, Optional.empty()),
                new Request.InService(TAG, Optional.of(ALPHA)), new Request.OutOfService(TAG), TestCluster.switchover("web"),
                new Request.Shutdown(Request.ShutdownStrategy.SWITCH_OVER));
    }

    @Test
    void everyNoteIsReadBack() {
        for (PeerNote note : samples()) {
            assertEquals(note, PeerNotes.parse(overTheWire(note)));
        }
        PeerNote all = new PeerNote.Several(samples());
        assertEquals(all, PeerNotes.parse(overTheWire(all)));
    }

    private static List<Line> overTheWire(PeerNote note) {
        return PeerNotes.print(note).stream().map(line -> Line.parse(line.toString())).toList();
    }

    @Test
    void everyKindOfNoteIsTried() {
        long kinds = samples().stream().map(Object::getClass).distinct().count();
        assertEquals(PeerNote.class.getPermittedSubclasses().length, kinds + 2,
                "several and unrecognized stand beside the samples");
    }

    @Test
    void anUnknownVerbBetweenKnownOnesIsSkippedAndAnswered() {
        List<Line> lines = List.of(Line.of("want-status"), Line.of("sing").with("lines", 2), Line.of("la"), Line.of("la"),
                Line.of("want-config"));
        PeerNote.Several several = assertInstanceOf(PeerNote.Several.class, PeerNotes.parse(lines));
        assertEquals(new PeerNote.WantStatus(), several.notes().get(0));
        PeerNote.Unrecognized other = assertInstanceOf(PeerNote.Unrecognized.class, several.notes().get(1));
        assertEquals(2, other.body().size());
        assertEquals(new PeerNote.WantConfig(), several.notes().get(2));
        assertEquals(lines, PeerNotes.print(several));

        TestCluster cluster = TestCluster.running("alpha", "bravo");
        TestNode alpha = cluster.node("alpha");
        alpha.take(cluster.now, new Event.PeerSaid(new NodeId("bravo"), cluster.node("bravo").life(), several));
        assertTrue(alpha.outbox.stream()
                .anyMatch(tell -> PeerNotes.print(tell.note()).toString().contains("not-understood verb=sing")));
        cluster.settle();
    }

    @Test
    void rubbishIsAValueAndNotAnError() {
        for (String text : List.of("take-over unit=web", "hello config=1 config-hash=x lines=0", "ask number=1 caller=x lines=5",
                "prepare number=-1 base=0 lines=0", "commit lines=x", "who-owns number=1 lines=-3",
                "extend-ask number=1 action=SING")) {
            assertInstanceOf(PeerNote.Unrecognized.class, PeerNotes.parse(List.of(Line.parse(text))), text);
        }
        assertEquals(new PeerNote.Several(List.of()), PeerNotes.parse(List.of()));
    }
}
