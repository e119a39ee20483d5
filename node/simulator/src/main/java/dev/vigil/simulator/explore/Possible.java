package dev.vigil.simulator.explore;

import java.util.ArrayList;
import java.util.List;

import dev.vigil.recovery.quorum.Member;
import dev.vigil.recovery.quorum.Phase;

/** All that may happen next in a state, always in the same order. Who wants a unit and when is left to chance: verdicts may be wrong. */
final class Possible {
    private final State state;
    private final Limits limits;
    private final List<Happening> found = new ArrayList<>();

    private Possible(State state, Limits limits) {
        this.state = state;
        this.limits = limits;
    }

    static List<Happening> in(State state, Limits limits) {
        Possible possible = new Possible(state, limits);
        for (int i = 0; i < State.SITES; i++) {
            possible.member(state.site(i));
            possible.host(state.site(i));
            possible.faults(state.site(i));
        }
        possible.found.add(Happening.ADVANCE);
        return possible.found;
    }

    private void add(Happening.Kind kind, Site site, int detail) {
        found.add(new Happening(kind, site.index, detail));
    }

    private void member(Site site) {
        if (!site.isUp()) {
            return;
        }
        for (int from = 0; from < State.SITES; from++) {
            for (int letter = 0; letter < state.mail(from, site.index).letters().size(); letter++) {
                add(Happening.Kind.DELIVER, site, from * 10 + letter);
            }
        }
        Member self = site.self();
        add(Happening.Kind.TICK, site, 0);
        if (isNode(site) && self.phase() instanceof Phase.Away && self.seen().value() < limits.epochs()) {
            add(Happening.Kind.TAKE, site, 0);
        }
        if (state.moves > 0 && self.phase() instanceof Phase.Holding) {
            add(Happening.Kind.LEAVE, site, 0);
        }
        if (site.isStopping && !site.isRunning && site.starting == 0) {
            add(Happening.Kind.CONFIRM, site, 0);
        }
    }

    private static boolean isNode(Site site) {
        return site.index < State.SITES - 1;
    }

    private void host(Site site) {
        if (site.isAwake() && site.starting != 0) {
            add(Happening.Kind.KIT_STARTS, site, 0);
        }
        if (site.isAwake() && site.isStopping && site.isRunning && site.starting == 0) {
            add(Happening.Kind.KIT_STOPS, site, 0);
        }
        if (site.isAwake() && site.isRunning && site.isGuardDue()) {
            add(Happening.Kind.GUARD_ENDS, site, 0);
        }
        if (site.standstill != Site.Standstill.NONE) {
            add(Happening.Kind.THAW, site, 0);
        } else if (site.member.isEmpty()) {
            add(Happening.Kind.BOOT, site, 0);
        }
    }

    private void faults(Site site) {
        if (!site.isUp()) {
            return;
        }
        if (state.crashes > 0) {
            add(Happening.Kind.POWER_OFF, site, 0);
            add(Happening.Kind.PROCESS_DIES, site, 0);
            add(Happening.Kind.EMPTY_DISK, site, 0);
            if (!site.oldVotes.equals(site.votes) || !site.oldOwner.equals(site.owner)) {
                add(Happening.Kind.OLD_DISK, site, 0);
            }
        }
        if (state.pauses > 0 && isNode(site)) {
            add(Happening.Kind.FREEZE, site, 0);
            add(Happening.Kind.FREEZE_WITH_CLOCK, site, 0);
        }
        if (state.backups > 0 && (!site.oldVotes.equals(site.votes) || !site.oldOwner.equals(site.owner))) {
            add(Happening.Kind.BACK_UP, site, 0);
        }
    }
}
