package dev.vigil.simulator.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.vigil.recovery.quorum.Deadlines;
import dev.vigil.recovery.quorum.Input;
import dev.vigil.recovery.quorum.Letter;
import dev.vigil.recovery.quorum.OwnerRecord;
import dev.vigil.recovery.quorum.VoteRecord;

/** What a happening makes of a state, and whether that keeps every promise. */
final class Course {
    private Course() {}

    static State after(State before, Happening what) {
        State state = new State(before);
        switch (what.kind()) {
            case ADVANCE -> advance(state);
            case DELIVER -> hear(state, what.site(), letter(before, what), Integer.MAX_VALUE);
            case TICK, TAKE, WANT, LEAVE, CONFIRM -> ask(state, what);
            case KIT_STARTS -> kitStarts(state.edit(what.site()));
            case KIT_STOPS, GUARD_ENDS -> state.edit(what.site()).isRunning = false;
            case BOOT -> new Hands(state).boot(what.site());
            case THAW -> thaw(state, what.site());
            case BACK_UP -> backUp(state, state.edit(what.site()));
            case POWER_OFF, OLD_DISK, EMPTY_DISK, PROCESS_DIES -> crash(state, state.edit(what.site()), what.kind());
            case FREEZE -> freeze(state, what.site(), Site.Standstill.CLOCK_RUNS);
            case FREEZE_WITH_CLOCK -> freeze(state, what.site(), Site.Standstill.CLOCK_STOPS);
        }
        judge(state);
        Post.forget(state);
        return state;
    }

    /**
     * The same, with the power lost after some of the effects. After none or all of them it is as if it had been lost before or later, so
     * only what lies between is of interest.
     */
    static List<State> interrupted(State before, Happening what) {
        List<State> states = new ArrayList<>();
        if (before.crashes == 0 || what.kind() != Happening.Kind.DELIVER) {
            return states;
        }
        Letter letter = letter(before, what);
        int effects = hear(new State(before), what.site(), letter, Integer.MAX_VALUE);
        for (int done = 1; done < effects; done++) {
            State state = new State(before);
            hear(state, what.site(), letter, done);
            crash(state, state.edit(what.site()), Happening.Kind.POWER_OFF);
            judge(state);
            states.add(state);
        }
        return states;
    }

    static Letter letter(State state, Happening what) {
        return state.mail(what.detail() / 10, what.site()).letters().get(what.detail() % 10);
    }

    /** @return how many effects it had */
    private static int hear(State state, int index, Letter letter, int carriedOut) {
        Site before = state.site(index);
        boolean isShownOld = letter.remembered() > before.self().voter().record().number();
        Hands hands = new Hands(state);
        int effects = hands.learn(index, new Input.Heard(letter), carriedOut);
        if (isShownOld && hands.hasPromised()) {
            state.breaks("QuarantinedIsSilent", Hands.name(before) + " says yes although its disk is old");
        }
        return effects;
    }

    /** A letter that arrives once and is gone. */
    static State arrives(State before, int from, int to) {
        State state = new State(before);
        hear(state, to, state.fetch(from, to), Integer.MAX_VALUE);
        judge(state);
        return state;
    }

    private static void ask(State state, Happening what) {
        Site site = state.edit(what.site());
        Input input = switch (what.kind()) {
            case TICK -> new Input.Ticked();
            case TAKE -> new Input.Taken();
            case WANT -> new Input.Wanted();
            case LEAVE -> {
                state.moves--;
                yield new Input.Unwanted();
            }
            default -> {
                site.isStopping = false;
                yield new Input.ConfirmedOut();
            }
        };
        new Hands(state).learn(what.site(), input, Integer.MAX_VALUE);
    }

    /** The guard is the parent of what it starts, and starts nothing that it would have to end. */
    private static void kitStarts(Site site) {
        site.isRunning = site.armed.map(Deadlines::kill).filter(kill -> site.now().isBefore(kill)).isPresent() || site.isRunning;
        site.starting = 0;
    }

    private static void advance(State state) {
        for (int i = 0; i < State.SITES; i++) {
            Site site = state.edit(i);
            if (site.standstill != Site.Standstill.CLOCK_STOPS) {
                site.clock += site.rate;
            }
            site.enforce();
        }
    }

    private static void freeze(State state, int index, Site.Standstill how) {
        state.pauses--;
        state.hasClockStopped |= how == Site.Standstill.CLOCK_STOPS;
        state.edit(index).standstill = how;
    }

    private static void thaw(State state, int index) {
        Site site = state.edit(index);
        site.standstill = Site.Standstill.NONE;
        site.enforce();
        if (site.member.isPresent()) {
            new Hands(state).learn(index, new Input.Woke(), Integer.MAX_VALUE);
        }
    }

    private static void backUp(State state, Site site) {
        state.backups--;
        site.oldVotes = site.votes;
        site.oldOwner = site.owner;
    }

    private static void crash(State state, Site site, Happening.Kind kind) {
        state.crashes--;
        if (kind == Happening.Kind.PROCESS_DIES) {
            site.member = Optional.empty();
            site.isStopping = false;
            return;
        }
        site.losePower();
        if (kind == Happening.Kind.OLD_DISK) {
            state.hasDiskLied = true;
            site.votes = site.oldVotes;
            site.owner = site.oldOwner;
        } else if (kind == Happening.Kind.EMPTY_DISK) {
            state.hasDiskLied = true;
            site.votes = VoteRecord.fresh(Pace.VOTERS);
            site.owner = OwnerRecord.NONE;
            site.isEmptied = true;
        }
    }

    /**
     * What runs is judged, not what anybody believes. When a clock stood still no guard can help the processes, so then only what the
     * addresses serve is judged.
     */
    private static void judge(State state) {
        int running = 0;
        int serving = 0;
        for (int i = 0; i < State.SITES; i++) {
            Site site = state.site(i);
            running += site.isActive() ? 1 : 0;
            serving += site.isActive() && site.isGateOpen ? 1 : 0;
        }
        if (serving > 1) {
            state.breaks("OneOwner", "two nodes serve the unit");
        } else if (running > 1 && !state.hasClockStopped) {
            state.breaks("OneOwner", "two nodes run the unit");
        }
    }

    static boolean isServed(State state) {
        for (int i = 0; i < State.SITES; i++) {
            if (state.site(i).isActive() && state.site(i).isGateOpen) {
                return true;
            }
        }
        return false;
    }
}
