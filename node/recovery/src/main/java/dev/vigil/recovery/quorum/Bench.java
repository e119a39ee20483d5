package dev.vigil.recovery.quorum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/**
 * All that one node has to do with votes: its one voter, and around it a {@link Member} for each unit that it seeks, owns or gives up.
 * What several members would say to the same voter at the same time is said in one letter.
 */
public final class Bench {
    /** So many units in one claim fit into a datagram, however long their names are. */
    private static final int MOST_CLAIMED = 8;

    private final Voter voter;
    private final SortedMap<UnitId, Member> members;
    private final SortedSet<UnitId> sought;
    private final Awaited awaited;

    private Bench(Voter voter, SortedMap<UnitId, Member> members, SortedSet<UnitId> sought, Awaited awaited) {
        this.voter = voter;
        this.members = Collections.unmodifiableSortedMap(members);
        this.sought = Collections.unmodifiableSortedSet(sought);
        this.awaited = awaited;
    }

    /** The next state, and what to do, in this order. */
    public record Step(Bench next, List<Effect> effects) {}

    /**
     * A new life. What an earlier one may have left running is {@code written}: it is given up before anything else, and the caller takes
     * it down and says so by {@link #ended}.
     */
    public static Step started(Voter voter, SortedMap<UnitId, OwnerRecord> written, Ticks now) {
        return started(voter, written, Optional.empty(), now);
    }

    /** The same; what the earlier life has handed over runs on, until this moment at the latest if nobody renews it. */
    public static Step started(Voter voter, SortedMap<UnitId, OwnerRecord> written, Optional<Ticks> handedUntil, Ticks now) {
        Work work = new Work(new Bench(voter, new TreeMap<>(), new TreeSet<>(), Awaited.NONE), now);
        SortedSet<UnitId> units = new TreeSet<>(written.keySet());
        voter.record().votes().keySet().stream().filter(unit -> voter.lastAskedHere(unit).isPresent()).forEach(units::add);
        units.forEach(unit -> work.take(unit,
                Member.started(work.voter, unit, written.getOrDefault(unit, OwnerRecord.NONE), handedUntil, now)));
        return work.end();
    }

    /**
     * Asks for the unit until it is granted, under an epoch not lower than {@code least}; what is owned already gets this tenure when it has
     * another one. An empty {@code wish} is for the lease of the voter set.
     */
    public Step seek(UnitId unit, Epoch least, Optional<Tenure> wish, Ticks now) {
        Work work = new Work(this, now);
        work.sought.add(unit);
        Epoch below = new Epoch(least.value() - 1);
        work.members.put(unit, work.member(unit).knowing(below).wishing(wish));
        work.step(unit, new Input.Wanted());
        return work.end();
    }

    /** These lives are over: told to each voter that does not grant what is sought, again and again. */
    public Step certified(List<Certificate> certificates, Ticks now) {
        Work work = new Work(this, now);
        work.awaited = work.awaited.knowing(certificates);
        work.certify();
        return work.end();
    }

    /** Nothing of the unit runs here, and nothing is about to start: what the voters keep for this node is given back. */
    public Step ended(UnitId unit, Ticks now) {
        Work work = new Work(this, now);
        work.sought.remove(unit);
        if (work.members.containsKey(unit)) {
            work.stepSilently(unit, new Input.Unwanted());
            work.step(unit, new Input.ConfirmedOut());
        }
        return work.end();
    }

    /** Time has passed. */
    public Step ticked(Ticks now) {
        Work work = new Work(this, now);
        work.voterOnly(new Input.Ticked());
        work.takeWhatWasLearnt();
        work.certify();
        for (UnitId unit : List.copyOf(work.members.keySet())) {
            work.step(unit, new Input.Ticked());
            if (work.sought.contains(unit) && work.member(unit).phase() instanceof Phase.Away) {
                work.step(unit, new Input.Wanted());
            }
            work.look(unit); // where the own vote is a majority nobody else answers
        }
        return work.end();
    }

    /** RC-61: these vote from now on. A set with a lower number than the present one is of the past. */
    public Step adopting(VoterSet next, Ticks now) {
        Work work = new Work(this, now);
        VoterSet before = voter.record().voters();
        if (next.number() > before.number()) {
            work.voterOnly(new Input.Adopted(next));
            List.copyOf(work.members.keySet()).forEach(unit -> work.step(unit, new Input.Exchanged(before)));
        }
        return work.end();
    }

    /** This process, or its host, did not run for a time that nobody knows. */
    public Step woke(Ticks now) {
        Work work = new Work(this, now);
        List.copyOf(work.members.keySet()).forEach(unit -> work.step(unit, new Input.Woke()));
        return work.end();
    }

    public Step heard(Letter letter, Ticks now) {
        Work work = new Work(this, now);
        Input heard = new Input.Heard(letter);
        switch (letter.word()) {
            case Word.Would would -> {
                work.step(would.ask().unit(), heard);
                work.look(would.ask().unit());
            }
            case Word.Granted granted -> work.step(granted.ask().unit(), heard);
            case Word.Released released -> work.step(released.unit(), heard);
            case Word.Echo echo -> {
                for (UnitId unit : List.copyOf(work.members.keySet())) {
                    if (echo.renewed().containsKey(unit) || echo.refused().containsKey(unit)) {
                        work.step(unit, heard);
                    }
                }
            }
            case Word.WouldYou would -> work.step(would.ask().unit(), heard);
            case Word.Grant grant -> work.step(grant.ask().unit(), heard);
            case Word.Release release -> work.step(release.unit(), heard);
            case Word.Claim claim -> work.voterOnly(heard);
            case Word.Ended ended -> work.voterOnly(heard);
            case Word.AskTable ask -> work.voterOnly(heard);
            case Word.Table table -> work.voterOnly(heard);
            case Word.Fenced fenced -> work.voterOnly(heard);
        }
        return work.end();
    }

    public Voter voter() {
        return voter;
    }

    /** Whether the voters have yet to renew anything since this node did not run. */
    public boolean isInDoubt() {
        return members.values().stream().map(Member::phase).anyMatch(
                phase -> phase instanceof Phase.Holding holding && holding.service() == Phase.Service.DOUBTED);
    }

    /** What is sought and not granted, each with what the voters said so far. */
    public SortedMap<UnitId, String> withheld() {
        SortedMap<UnitId, String> withheld = new TreeMap<>();
        sought.forEach(unit -> {
            Phase phase = Optional.ofNullable(members.get(unit)).map(Member::phase).orElse(new Phase.Away());
            if (phase instanceof Phase.Sounding sounding) {
                withheld.put(unit, Sentences.of(voter.record().voters(), sounding));
            } else if (!(phase instanceof Phase.Holding)) {
                withheld.put(unit, "the voters are being asked");
            }
        });
        return withheld;
    }

    /** What a majority would grant if this life of its owner were over. */
    public SortedMap<UnitId, Holder> fenceAwaited(Ticks now) {
        return awaited.at(now, sought);
    }

    /** RC-114: what every voter keeps for this life while that restarts. */
    public SortedSet<UnitId> handedOver(Ticks now) {
        SortedSet<UnitId> handed = new TreeSet<>();
        members.forEach((unit, member) -> {
            if (member.isHandedOver(now)) {
                handed.add(unit);
            }
        });
        return handed;
    }

    /** Under which epoch each unit is owned here. */
    public SortedMap<UnitId, Epoch> held() {
        SortedMap<UnitId, Epoch> held = new TreeMap<>();
        members.forEach((unit, member) -> {
            if (member.phase() instanceof Phase.Holding holding) {
                held.put(unit, holding.epoch());
            }
        });
        return held;
    }

    /** One step of the bench while it is being taken. */
    private static final class Work {
        /** Of no unit: the voter's own business is nobody's. */
        private static final UnitId NOBODYS = new UnitId("!");

        private final Ticks now;
        private Voter voter;
        private final SortedMap<UnitId, Member> members;
        private final SortedSet<UnitId> sought;
        private final List<Effect> effects = new ArrayList<>();
        private Awaited awaited;

        Work(Bench bench, Ticks now) {
            this.now = now;
            this.awaited = bench.awaited;
            this.voter = bench.voter;
            this.members = new TreeMap<>(bench.members);
            this.sought = new TreeSet<>(bench.sought);
        }

        Member member(UnitId unit) {
            return Optional.ofNullable(members.get(unit)).map(member -> member.with(voter))
                    .orElseGet(() -> Member.away(voter, unit));
        }

        void step(UnitId unit, Input input) {
            take(unit, member(unit).step(now, input));
        }

        /** What it would have the caller do has been done. */
        void stepSilently(UnitId unit, Input input) {
            Member.Step step = member(unit).step(now, input);
            take(unit, new Member.Step(step.next(),
                    step.effects().stream().filter(effect -> !(effect instanceof Effect.Stop)).toList()));
        }

        void voterOnly(Input input) {
            Member.Step step = Member.away(voter, NOBODYS).step(now, input);
            voter = step.next().voter();
            effects.addAll(step.effects());
        }

        /** A vote for this node of which others have told is given back like one of an earlier life. */
        void takeWhatWasLearnt() {
            voter.record().votes().keySet().stream()
                    .filter(unit -> voter.toGiveBack(unit).isPresent() && !members.containsKey(unit))
                    .forEach(unit -> members.put(unit, Member.away(voter, unit)));
        }

        /** Whether the answers to what is sought tell whom it waits for. */
        void look(UnitId unit) {
            if (member(unit).phase() instanceof Phase.Sounding sounding) {
                awaited = awaited.heard(unit, sounding, voter.record().voters().majority(), now);
            }
        }

        /** The own voter first; the others while they say no. */
        void certify() {
            for (Certificate certificate : awaited.certificates()) {
                Word fenced = new Word.Fenced(certificate);
                voterOnly(new Input.Heard(new Letter(voter.self(), voter.self().node(), 0, 0, fenced)));
                sought.stream().filter(unit -> member(unit).phase() instanceof Phase.Sounding)
                        .forEach(unit -> take(unit, member(unit).telling(fenced, now)));
            }
        }

        void take(UnitId unit, Member.Step step) {
            voter = step.next().voter();
            effects.addAll(step.effects());
            if (step.next().isIdle() && !sought.contains(unit)) {
                members.remove(unit);
            } else {
                members.put(unit, step.next());
            }
        }

        Step end() {
            return new Step(new Bench(voter, members, sought, awaited), merged());
        }

        /** Claims of one moment to one voter in one letter; whatever is said twice, once. */
        private List<Effect> merged() {
            Map<NodeId, Letter> claimed = new LinkedHashMap<>();
            List<Effect> merged = new ArrayList<>();
            for (Effect effect : effects) {
                if (effect instanceof Effect.Send(Letter letter) && letter.word() instanceof Word.Claim claim) {
                    claimed.merge(letter.to(), letter, (one, other) -> with(one, both(one, claim)));
                } else if (!(effect instanceof Effect.Send) || !merged.contains(effect)) {
                    merged.add(effect);
                }
            }
            claimed.values().forEach(letter -> merged.addAll(parts(letter)));
            return merged;
        }

        private static SortedMap<UnitId, Epoch> both(Letter letter, Word.Claim more) {
            SortedMap<UnitId, Epoch> both = new TreeMap<>(more.held());
            both.putAll(((Word.Claim) letter.word()).held());
            return both;
        }

        private static Letter with(Letter letter, SortedMap<UnitId, Epoch> held) {
            Word.Claim claim = (Word.Claim) letter.word();
            return new Letter(letter.from(), letter.to(), letter.showing(), letter.remembered(),
                    new Word.Claim(claim.holder(), claim.voters(), claim.sentAt(), held));
        }

        private static List<Effect> parts(Letter letter) {
            List<Effect> parts = new ArrayList<>();
            SortedMap<UnitId, Epoch> part = new TreeMap<>();
            ((Word.Claim) letter.word()).held().forEach((unit, epoch) -> {
                part.put(unit, epoch);
                if (part.size() == MOST_CLAIMED) {
                    parts.add(new Effect.Send(with(letter, part)));
                    part.clear();
                }
            });
            if (!part.isEmpty()) {
                parts.add(new Effect.Send(with(letter, part)));
            }
            return parts;
        }
    }
}
