package dev.vigil.simulator.explore;

import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.recovery.quorum.Effect;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Input;
import dev.vigil.recovery.quorum.Member;
import dev.vigil.recovery.quorum.Phase;
import dev.vigil.recovery.quorum.Verdict;
import dev.vigil.recovery.quorum.VoteRecord;
import dev.vigil.recovery.quorum.Voter;
import dev.vigil.recovery.quorum.Word;

/** Drives one member, carries out what it decides, and judges each effect at the moment it takes place. */
final class Hands {
    private final State state;
    private boolean hasPromised;

    Hands(State state) {
        this.state = state;
    }

    /** Whether anything that was said binds the voter. */
    boolean hasPromised() {
        return hasPromised;
    }

    /** @return how many effects there were */
    int learn(int index, Input input, int carriedOut) {
        Site site = state.edit(index);
        Member.Step step = site.self().step(site.now(), input);
        return carryOut(site, step, carriedOut);
    }

    int boot(int index) {
        Site site = state.edit(index);
        site.isPowered = true;
        site.lives++;
        Holder self = new Holder(Pace.NODES.get(index), new Incarnation(site.lives, site.lives));
        Voter.Trust trust = site.isEmptied
                ? Voter.Trust.QUARANTINED
                : site.isProved ? Voter.Trust.PROVED : Voter.Trust.UNPROVED;
        Voter voter = Voter.started(self, site.votes, trust, site.now());
        return carryOut(site, Member.started(voter, Pace.UNIT, site.owner, site.now()), Integer.MAX_VALUE);
    }

    private int carryOut(Site site, Member.Step step, int carriedOut) {
        site.member = Optional.of(step.next());
        List<Effect> effects = step.effects();
        effects.subList(0, Math.min(carriedOut, effects.size())).forEach(effect -> carryOut(site, effect));
        if (step.next().phase() instanceof Phase.Holding holding) {
            holds(site, holding);
        }
        return effects.size();
    }

    private void carryOut(Site site, Effect effect) {
        switch (effect) {
            case Effect.ForceVotes votes -> forceVotes(site, votes.record());
            case Effect.ForceOwner owner -> site.owner = owner.record();
            case Effect.Send send -> {
                judgeRelease(site, send.letter().word());
                hasPromised |= isPromise(send.letter().word());
                state.post(site.index, send.letter());
            }
            case Effect.Enforce enforce -> site.armed = Optional.of(enforce.deadlines());
            case Effect.Disarm disarm -> site.armed = Optional.empty();
            case Effect.OpenGate open -> site.isGateOpen = true;
            case Effect.ShutGate shut -> site.isGateOpen = false;
            case Effect.Start start -> {
                if (!site.owner.mayRun() || !site.owner.epoch().equals(start.epoch())) {
                    state.breaks("StoredBeforeStart",
                            name(site) + " starts under epoch " + start.epoch() + ", stored is " + site.owner);
                }
                site.starting = start.epoch().value();
            }
            case Effect.Stop stop -> site.isStopping = true;
        }
    }

    private void forceVotes(Site site, VoteRecord record) {
        if (record.highest(Pace.UNIT).compareTo(site.votes.highest(Pace.UNIT)) < 0) {
            state.breaks("EpochNeverFalls", name(site) + " writes " + record.highest(Pace.UNIT) + " after "
                    + site.votes.highest(Pace.UNIT));
        }
        site.votes = record;
        site.isProved = true;
        site.isEmptied = false;
    }

    private static boolean isPromise(Word word) {
        return word instanceof Word.Granted granted && granted.verdict() instanceof Verdict.Yes
                || word instanceof Word.Echo echo && !echo.renewed().isEmpty();
    }

    private void judgeRelease(Site site, Word word) {
        if (word instanceof Word.Release release && (site.isRunning || site.starting != 0)
                && release.epoch().value() >= site.owner.epoch().value()) {
            state.breaks("ReleasedMeansOut", name(site) + " releases epoch " + release.epoch() + " while it may run");
        }
    }

    private void holds(Site site, Phase.Holding holding) {
        int epoch = (int) holding.ask().epoch().value();
        long who = 1L + site.index + (long) State.SITES * site.lives;
        long before = state.holder(epoch);
        if (before != 0 && before != who && !state.hasDiskLied) {
            state.breaks("OneHolder", "epoch " + epoch + " is held by " + name(site) + " and by another life");
        }
        state.holds(epoch, who);
    }

    static String name(Site site) {
        return Pace.NODES.get(site.index).value();
    }
}
