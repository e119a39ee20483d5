package dev.vigil.recovery;

import java.time.Duration;
import java.time.Instant;
import java.time.DateTimeException;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.RulingRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-70: of what is frozen nothing is restored, repaired, moved or taken over by itself, until the freeze ends by itself. Checks go on;
 * what they find is marked, and acted upon afterwards.
 */
final class Freezes {
    static final String MATTER = "freeze";
    /** The subject of a freeze of the whole cluster. */
    static final String ALL = "*";
    static final Duration LONGEST = Duration.ofDays(31);
    /** How the reason of a resource begins that was found failed meanwhile. */
    static final String MARK = "failed while frozen: ";
    private static final String TIMER = "thaw";

    private Freezes() {}

    static void freeze(Turn turn, Asker asker, String caller, Request.Freeze request) {
        String subject = request.tag().map(Tag::value).orElse(ALL);
        Optional<Instant> wall = turn.wall();
        if (isUnknown(turn, asker, request.tag())) {
            return;
        }
        if (request.lasts().compareTo(Duration.ofSeconds(1)) < 0 || request.lasts().compareTo(LONGEST) > 0) {
            Askers.refuse(turn, asker, Reply.Refusal.INVALID, "A freeze of " + request.lasts().toSeconds() + " seconds",
                    "It lasts from 1 second to " + LONGEST.toDays() + " days");
        } else if (wall.isEmpty()) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, "Node " + turn.self() + " has not read its clock yet",
                    "Try again in a moment");
        } else {
            RulingRow.Said said = new RulingRow.Said(wall.get(), caller, request.reason());
            Instant until = said.at().plus(request.lasts());
            Rulings.write(turn, MATTER, subject, until.toString(), said);
            Askers.done(turn, asker,
                    words(subject) + " until " + until + ": nothing is restored, repaired, moved or taken over by"
                            + " itself; checks go on");
        }
    }

    static void unfreeze(Turn turn, Asker asker, String caller, Request.Unfreeze request) {
        String subject = request.tag().map(Tag::value).orElse(ALL);
        if (isUnknown(turn, asker, request.tag())) {
            return;
        }
        Standing.Frozen frozen = turn.mind.frozen.get(subject);
        if (frozen == null || frozen.isOver()) {
            String other = String.join(", ", turn.mind.frozen.values().stream().filter(Predicate.not(Standing.Frozen::isOver))
                    .map(each -> words(each.row().subject())).toList());
            Askers.refuse(turn, asker, Reply.Refusal.NOT_FOUND,
                    subject.equals(ALL) ? "There is no freeze of everything" : "There is no freeze of " + subject,
                    other.isEmpty() ? "Nothing is frozen" : "But " + other);
            return;
        }
        Instant at = turn.wall().orElse(frozen.row().said().at());
        RulingRow.Said said = new RulingRow.Said(at, caller, request.reason());
        Rulings.write(turn, MATTER, subject, said.at().toString(), said);
        Askers.done(turn, asker, subject.equals(ALL) ? "the cluster is frozen no more" : subject + " is frozen no more");
    }

    private static boolean isUnknown(Turn turn, Asker asker, Optional<Tag> tag) {
        Optional<Tag> unknown = tag.filter(each -> turn.config().resource(each).isEmpty());
        unknown.ifPresent(each -> Moves.refuseUnknown(turn, asker, each));
        return unknown.isPresent();
    }

    /** The freeze that holds for a unit: that of one of its resources or of everything; of several, the one that ends last. */
    static Optional<Standing.Frozen> of(Turn turn, UnitId unit) {
        return turn.mind.frozen.values().stream().filter(frozen -> !frozen.isOver())
                .filter(frozen -> frozen.isAll()
                        || turn.config().membersOf(unit).stream().anyMatch(tag -> tag.value().equals(frozen.row().subject())))
                .max(Comparator.comparing(Standing.Frozen::until));
    }

    /** Nothing of the unit is done by itself: somebody has frozen it, or it has two owners (RC-115). */
    static boolean isFrozen(Turn turn, UnitId unit) {
        return of(turn, unit).isPresent() || Contests.isContested(turn, unit);
    }

    /** The rule by which nothing is done. */
    static String rule(Turn turn, UnitId unit) {
        return of(turn, unit).isPresent() ? "RC-70" : "RC-115";
    }

    /** Until when, in words. */
    static String until(Turn turn, UnitId unit) {
        return of(turn, unit).map(frozen -> frozen.until().toString()).orElse("its contest is over");
    }

    static String words(String subject) {
        return subject.equals(ALL) ? "everything is frozen" : subject + " is frozen";
    }

    static String sentence(Standing.Frozen frozen) {
        return words(frozen.row().subject()) + " until " + frozen.until();
    }

    /** At the end of each step: freezes may have come, from here or from a peer, been lifted, or run out. */
    static void follow(Turn turn) {
        SortedMap<String, Standing.Frozen> was = new TreeMap<>(turn.mind.frozen);
        SortedMap<String, Standing.Frozen> is = new TreeMap<>();
        Rulings.newest(turn.lcd(), MATTER).values().stream().filter(Freezes::isInForce).forEach(row -> {
            Standing.Frozen known = was.get(row.subject());
            Standing.Frozen same = known != null && known.row().equals(row) ? known : new Standing.Frozen(row, turn.now(), false);
            is.put(row.subject(), same.at(turn.now(), turn.mind.clock));
        });
        if (is.equals(was)) {
            return;
        }
        turn.mind.frozen.clear();
        turn.mind.frozen.putAll(is);
        wake(turn);
        is.values().stream().filter(frozen -> !frozen.isOver())
                .filter(frozen -> !frozen.equals(was.get(frozen.row().subject()))).forEach(frozen -> sayFrozen(turn, frozen));
        boolean hasThawed = false;
        for (Standing.Frozen before : was.values()) {
            Standing.Frozen now = is.get(before.row().subject());
            if (!before.isOver() && (now == null || now.isOver())) {
                sayThawed(turn, before, now == null);
                hasThawed = true;
            }
        }
        if (hasThawed) {
            thaw(turn);
        }
    }

    private static boolean isInForce(RulingRow row) {
        try {
            Duration length = Duration.between(row.said().at(), Instant.parse(row.word()));
            return !length.isZero() && !length.isNegative() && length.compareTo(LONGEST) <= 0;
        } catch (DateTimeException | ArithmeticException e) {
            return false; // a word of another program: nothing that could end
        }
    }

    /** Time has passed, or the clock was set: the ends have come, or come sooner or later now. */
    static void look(Turn turn) {
        SortedMap<String, Standing.Frozen> was = new TreeMap<>(turn.mind.frozen);
        follow(turn);
        if (was.equals(turn.mind.frozen)) {
            wake(turn);
        }
    }

    private static void wake(Turn turn) {
        turn.mind.frozen.values().stream().filter(frozen -> !frozen.isOver()).map(frozen -> frozen.due(turn.mind.clock))
                .min(Ticks::compareTo).ifPresent(due -> turn.wake(TIMER, due.since(turn.now())));
    }

    private static void sayFrozen(Turn turn, Standing.Frozen frozen) {
        RulingRow row = frozen.row();
        turn.note(Note.of(NoteCode.FROZEN).with("rule", "RC-70").with("what", row.subject()).with("until", frozen.until())
                .with("by", row.said().by()).with("reason", row.said().reason()));
    }

    private static void sayThawed(Turn turn, Standing.Frozen frozen, boolean isLifted) {
        turn.note(Note.of(NoteCode.THAWED).with("rule", "RC-70").with("what", frozen.row().subject()).with("why",
                isLifted ? "lifted" : "its time is over"));
    }

    /** What was left undone is done now. */
    private static void thaw(Turn turn) {
        Failover.reconsider(turn);
        for (UnitId unit : Topology.units(turn.config())) {
            if (!isFrozen(turn, unit)) {
                ResourceFailure.thawed(turn, unit);
                if (turn.mind.unrestored.remove(unit)) {
                    Starting.restore(turn, unit);
                }
            }
        }
        Starting.restoreWhatWaits(turn);
        turn.peers().stream().filter(peer -> turn.mind.peer(peer).health() == PeerHealth.DEAF && turn.mind.peer(peer).isMet())
                .forEach(peer -> Heal.deaf(turn, peer));
        turn.peers().stream().filter(turn.mind::isKnown).forEach(peer -> Switchbacks.consider(turn, peer));
    }
}
