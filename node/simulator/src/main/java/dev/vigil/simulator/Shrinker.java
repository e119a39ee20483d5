package dev.vigil.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the fault list of a broken world small: halves, then ever smaller parts (ddmin), then shorter faults; same invariant only. */
final class Shrinker {
    private static final int MOST_RUNS = 400;

    private final String broken;
    private Scenario best;
    private int runs;

    private Shrinker(Scenario scenario, String broken) {
        this.best = scenario;
        this.broken = broken;
    }

    /** The smallest scenario found that breaks what {@code scenario} breaks; empty when it breaks nothing. */
    static Optional<Scenario> shrink(Scenario scenario) {
        return World.untold(scenario).live().broken().map(first -> {
            Shrinker shrinker = new Shrinker(scenario, first.breach().number());
            shrinker.dropParts();
            shrinker.shorten();
            shrinker.calm();
            return shrinker.best;
        });
    }

    private void dropParts() {
        int parts = 2;
        while (parts <= Math.max(2, best.faults().size() * 2) && !best.faults().isEmpty()) {
            if (dropOne(parts)) {
                parts = Math.max(2, parts - 1);
            } else {
                parts *= 2;
            }
        }
    }

    private boolean dropOne(int parts) {
        List<Fault> faults = best.faults();
        int size = Math.max(1, faults.size() / parts);
        for (int from = 0; from < faults.size(); from += size) {
            List<Fault> rest = new ArrayList<>(faults.subList(0, from));
            rest.addAll(faults.subList(Math.min(faults.size(), from + size), faults.size()));
            if (keep(best.with(rest))) {
                return true;
            }
        }
        return false;
    }

    private void shorten() {
        for (int place = 0; place < best.faults().size(); place++) {
            boolean isShorter = true;
            while (isShorter) {
                List<Fault> faults = new ArrayList<>(best.faults());
                Fault shorter = half(faults.get(place));
                isShorter = !shorter.equals(faults.get(place));
                faults.set(place, shorter);
                isShorter = isShorter && keep(best.with(faults));
            }
        }
    }

    private void calm() {
        Scenario.Network quiet = new Scenario.Network(0, 1, 0, best.network().delay(), Duration.ZERO);
        keep(new Scenario(best.seed(), best.lasts(), quiet, best.given(), best.faults()));
    }

    private boolean keep(Scenario candidate) {
        if (runs++ >= MOST_RUNS) {
            return false;
        }
        boolean isSame = World.untold(candidate).live().broken().filter(again -> again.breach().number().equals(broken))
                .isPresent();
        if (isSame) {
            best = candidate;
        }
        return isSame;
    }

    private static Fault half(Fault fault) {
        return switch (fault) {
            case Fault.Cut cut -> new Fault.Cut(cut.at(), half(cut.lasts()), cut.path(), cut.from(), cut.to());
            case Fault.NoFolder gone -> new Fault.NoFolder(gone.at(), half(gone.lasts()), gone.node());
            case Fault.PowerOff off -> new Fault.PowerOff(off.at(), half(off.lasts()), off.node());
            case Fault.Restart restart -> new Fault.Restart(restart.at(), half(restart.lasts()), restart.node());
            case Fault.Kill kill -> new Fault.Kill(kill.at(), half(kill.lasts()), kill.node());
            case Fault.OldDisk old -> new Fault.OldDisk(old.at(), half(old.lasts()), old.node(), old.age());
            case Fault.NewMachine fresh -> new Fault.NewMachine(fresh.at(), half(fresh.lasts()), fresh.node(), fresh.asked());
            case Fault.Freeze freeze -> new Fault.Freeze(freeze.at(), half(freeze.lasts()), freeze.node());
            case Fault.BadKit kit -> new Fault.BadKit(kit.at(), half(kit.lasts()), kit.node(), kit.tag(), kit.mood());
            case Fault.Break broken -> broken;
            case Fault.Move move -> move;
            case Fault.Rule rule -> rule;
            case Fault.Divide divide -> divide;
            case Fault.Join join -> join;
            case Fault.Exchange exchange -> exchange;
        };
    }

    private static Duration half(Duration lasts) {
        return Duration.ofMillis(Math.max(1, lasts.toMillis() / 2));
    }
}
