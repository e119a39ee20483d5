package dev.vigil.recovery.quorum.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Ask;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Tenure;
import dev.vigil.recovery.quorum.Terms;
import dev.vigil.recovery.quorum.Verdict;
import dev.vigil.recovery.quorum.VoterSet;
import dev.vigil.recovery.quorum.Word;

/** Two nodes at one folder: who has its vote, whatever they do at the same time. */
class StorageVoterTest {
    private static final Holder ALPHA = new Holder(new NodeId("alpha"), new Incarnation(1, 1));
    private static final Holder BRAVO = new Holder(new NodeId("bravo"), new Incarnation(1, 2));
    private static final UnitId WEB = new UnitId("web");
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final VoterSet VOTERS = new VoterSet(7, List.of(ALPHA.node(), BRAVO.node(), VoterSet.STORAGE),
            new Terms(Duration.ofMillis(1000), 10, Duration.ofMillis(10), Duration.ofMillis(300), Duration.ofMillis(50)),
            Optional.of(LEASE));

    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> given = new HashSet<>();
    private final List<Beat> beats = new ArrayList<>();
    private Ticks now = Ticks.ofMillis(10_000);

    /** One node, of which the deed that is out is done when the test says so. */
    private final class Desk {
        private final Holder self;
        private StorageVoter voter;
        private Optional<Deed> out = Optional.empty();
        private final List<Word> said = new ArrayList<>();

        Desk(Holder self) {
            this.self = self;
            voter = StorageVoter.started(self, VOTERS, now);
        }

        void hear(Word word) {
            follow(voter.heard(word, now));
        }

        void tick() {
            follow(voter.ticked(now));
        }

        /** The deed that is out is done and reported. */
        void one() {
            Deed deed = out.orElseThrow();
            out = Optional.empty();
            follow(voter.reported(perform(deed), now));
        }

        void fail() {
            out = Optional.empty();
            follow(voter.reported(new Deed.Report.Failed("no such device"), now));
        }

        void all() {
            while (out.isPresent()) {
                one();
            }
        }

        Word answer(Word word) {
            said.clear();
            hear(word);
            all();
            return said.getFirst();
        }

        Verdict grant(long epoch) {
            return ((Word.Granted) answer(new Word.Grant(ask(self, epoch)))).verdict();
        }

        Verdict would(long epoch) {
            now = now.plus(LEASE.dividedBy(10));
            return ((Word.Would) answer(new Word.WouldYou(ask(self, epoch)))).verdict();
        }

        Word.Echo claim(long epoch) {
            now = now.plus(LEASE.dividedBy(10));
            TreeMap<UnitId, Epoch> held = new TreeMap<>();
            held.put(WEB, new Epoch(epoch));
            return (Word.Echo) answer(new Word.Claim(self, VOTERS.number(), now, held));
        }

        private void follow(StorageVoter.Step step) {
            voter = step.next();
            said.addAll(step.said());
            if (step.deed().isPresent()) {
                assertTrue(out.isEmpty(), "two deeds at once");
                out = step.deed();
            }
        }
    }

    private Deed.Report perform(Deed deed) {
        return switch (deed) {
            case Deed.Look look -> new Deed.Report.Seen(shelf());
            case Deed.Create(Entry entry) -> {
                boolean isFirst = entries.stream()
                        .noneMatch(other -> other.unit().equals(entry.unit()) && other.epoch().equals(entry.epoch()));
                if (isFirst) {
                    entries.add(entry);
                }
                yield new Deed.Report.Created(isFirst);
            }
            case Deed.Write(Beat beat) -> {
                beats.removeIf(beat::isIn);
                beats.add(beat);
                yield new Deed.Report.Done();
            }
            case Deed.Rest(Beat beat, List<Beat> over) -> {
                beats.removeIf(other -> other.isIn(beat) || over.stream().anyMatch(other::isIn));
                beats.add(beat);
                yield new Deed.Report.Done();
            }
            case Deed.Release(UnitId unit, Epoch epoch, NodeId node) -> {
                given.add(unit + "/" + epoch + "/" + node);
                yield new Deed.Report.Done();
            }
        };
    }

    private Shelf shelf() {
        return new Shelf(entries.stream().map(
                entry -> given.contains(entry.unit() + "/" + entry.epoch() + "/" + entry.holder().node())
                        ? entry.released()
                        : entry)
                .toList(), new TreeMap<>(),
                beats);
    }

    private boolean relies(NodeId node) {
        return beats.stream().anyMatch(beat -> beat.holder().node().equals(node) && beat.relies());
    }

    private static Ask ask(Holder holder, long epoch) {
        return new Ask(WEB, new Epoch(epoch), holder, VOTERS.number(), new Tenure.Lease(VOTERS.terms().lease()),
                Ask.Proof.CONFIRMED_OUT);
    }

    private Desk desk(Holder holder) {
        Desk desk = new Desk(holder);
        desk.tick();
        desk.all();
        return desk;
    }

    @Test
    void whatNobodyHoldsIsGrantedAndNoLowerEpochAfterIt() {
        Desk alpha = desk(ALPHA);
        Desk bravo = desk(BRAVO);
        assertEquals(Verdict.YES, alpha.would(4));
        assertEquals(Verdict.YES, alpha.grant(4));
        assertEquals(Verdict.YES, alpha.grant(4), "said again");
        assertEquals(Verdict.no(Verdict.Reason.OLD_EPOCH), bravo.would(4));
        assertEquals(Verdict.no(Verdict.Reason.OLD_EPOCH), bravo.grant(3));
    }

    @Test
    void aLifeThatIsOverReliesOnNothing() {
        Desk alpha = desk(ALPHA);
        Desk bravo = desk(BRAVO);
        assertEquals(Verdict.YES, alpha.grant(4));
        alpha.claim(4);
        bravo.hear(new Word.Ended(new Holder(ALPHA.node(), new Incarnation(2, 1))));
        assertEquals(Verdict.Reason.LEASE_RUNS, ((Verdict.No) bravo.would(5)).reason(), "that was another life");
        bravo.hear(new Word.Ended(ALPHA));
        assertEquals(Verdict.YES, bravo.would(5));
        assertEquals(Verdict.YES, bravo.grant(5));
    }

    @Test
    void whoReliesOnTheFolderKeepsItUntilItHasBeenSilentForItsLease() {
        Desk alpha = desk(ALPHA);
        Desk bravo = desk(BRAVO);
        assertEquals(Verdict.YES, alpha.grant(4));
        assertEquals(new Verdict.No(Verdict.Reason.LEASE_RUNS, LEASE), bravo.would(5));
        assertEquals(1, alpha.claim(4).renewed().size());
        assertEquals(new Verdict.No(Verdict.Reason.LEASE_RUNS, LEASE), bravo.would(5), "seen anew, it counts from now");
        now = now.plus(LEASE.multipliedBy(9).dividedBy(10));
        assertEquals(Verdict.YES, bravo.would(5));
        assertEquals(Verdict.YES, bravo.grant(5));
        assertEquals(new Epoch(5), alpha.claim(4).refused().get(WEB));
    }

    @Test
    void whoDoesNotRelyOnItLosesItAtOnceAndIsNotRenewedAfterwards() {
        Desk alpha = desk(ALPHA);
        Desk bravo = desk(BRAVO);
        assertEquals(Verdict.YES, alpha.grant(4));
        now = now.plus(LEASE);
        alpha.tick();
        alpha.all();
        assertFalse(relies(ALPHA.node()));
        assertEquals(Verdict.YES, bravo.grant(5));
        assertTrue(alpha.claim(4).renewed().isEmpty());
    }

    /** The owner writes and then looks, the taker makes and then looks: in every order one of them sees the other. */
    @Test
    void inNoOrderOfDeedsHaveBothItsVote() {
        for (int order = 0; order < 256; order++) {
            entries.clear();
            given.clear();
            beats.clear();
            Desk alpha = desk(ALPHA);
            Desk bravo = desk(BRAVO);
            assertEquals(Verdict.YES, alpha.grant(4));
            now = now.plus(LEASE);
            alpha.tick();
            alpha.all();
            alpha.said.clear();
            bravo.said.clear();
            now = now.plus(LEASE.dividedBy(10));
            TreeMap<UnitId, Epoch> held = new TreeMap<>();
            held.put(WEB, new Epoch(4));
            alpha.hear(new Word.Claim(ALPHA, VOTERS.number(), now, held));
            bravo.hear(new Word.Grant(ask(BRAVO, 5)));
            for (int place = 0; place < 8; place++) {
                Desk next = (order >> place & 1) == 0 ? alpha : bravo;
                if (next.out.isPresent()) {
                    next.one();
                }
            }
            alpha.all();
            bravo.all();
            boolean isRenewed = !((Word.Echo) alpha.said.getFirst()).renewed().isEmpty();
            boolean isGranted = ((Word.Granted) bravo.said.getFirst()).verdict() instanceof Verdict.Yes;
            assertFalse(isRenewed && isGranted, "order " + order);
        }
    }

    @Test
    void whatIsGivenBackIsFreeAndNobodyGivesBackWhatAnotherHolds() {
        Desk alpha = desk(ALPHA);
        Desk bravo = desk(BRAVO);
        assertEquals(Verdict.YES, alpha.grant(4));
        assertEquals(new Word.Released(WEB, new Epoch(4)), bravo.answer(new Word.Release(WEB, new Epoch(4), BRAVO)));
        assertEquals(new Verdict.No(Verdict.Reason.LEASE_RUNS, LEASE), bravo.would(5));
        assertEquals(new Word.Released(WEB, new Epoch(4)), alpha.answer(new Word.Release(WEB, new Epoch(4), ALPHA)));
        assertEquals(Verdict.YES, bravo.would(5));
    }

    @Test
    void whatAnEarlierLifeWroteLateHidesNothingOfALaterOne() {
        Desk alpha = desk(ALPHA);
        assertEquals(Verdict.YES, alpha.grant(4));
        now = now.plus(LEASE);
        alpha.tick();
        alpha.one();
        Deed late = alpha.out.orElseThrow();
        Desk later = desk(new Holder(ALPHA.node(), new Incarnation(2, 9)));
        assertEquals(Verdict.YES, later.grant(5));
        perform(late);
        assertInstanceOf(Verdict.No.class, desk(BRAVO).would(6));
        now = now.plus(LEASE);
        later.tick();
        later.all();
        assertFalse(relies(ALPHA.node()), "what earlier lives wrote is removed when it counts no more");
        perform(late);
        assertEquals(Verdict.YES, desk(BRAVO).would(7));
    }

    @Test
    void whatFailedMayArriveLaterAndDoesNotStandAboveWhatFollowed() {
        Desk alpha = desk(ALPHA);
        assertEquals(Verdict.YES, alpha.grant(4));
        now = now.plus(LEASE);
        alpha.tick();
        alpha.one();
        Deed late = alpha.out.orElseThrow();
        assertFalse(((Deed.Rest) late).beat().relies());
        alpha.fail();
        assertEquals(1, alpha.claim(4).renewed().size());
        perform(late);
        assertInstanceOf(Verdict.No.class, desk(BRAVO).would(5));
    }

    @Test
    void aVoterThatMustLearnIsToldTheHighestOfEachUnit() {
        Desk alpha = desk(ALPHA);
        assertEquals(Verdict.YES, alpha.grant(4));
        alpha.answer(new Word.Release(WEB, new Epoch(4), ALPHA));
        now = now.plus(LEASE);
        assertEquals(Verdict.YES, desk(BRAVO).grant(6));
        Word.Table table = (Word.Table) alpha.answer(new Word.AskTable());
        assertEquals(new Epoch(6), table.votes().get(WEB).highest());
        assertEquals(BRAVO, table.votes().get(WEB).holder());
    }
}
