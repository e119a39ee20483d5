package dev.vigil.recovery.cases;

import java.util.ArrayList;
import java.util.List;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.text.Case;
import dev.vigil.recovery.text.Given;
import dev.vigil.recovery.text.GivenText;
import dev.vigil.recovery.text.Replay;

/** Runs a case from beginning to end: what the brain decided, in the form of a case, and what it was given. */
record CaseRun(Case actual, List<Taken> taken) {

    /** One event as it was given, in the scene before it, and what was decided. */
    record Taken(Ticks at, Event event, List<Decision> decisions, boolean isStoreFailing) {
        /** What was carried out: all of it, or what came before the store that is to fail. */
        List<Decision> carried() {
            int store = 0;
            while (store < decisions.size() && !(decisions.get(store) instanceof Decision.Store)) {
                store++;
            }
            return isStoreFailing ? decisions.subList(0, store) : decisions;
        }
    }

    static CaseRun of(Brain brain, Case shown) {
        CaseNode node = node(brain, shown);
        Replay replay = Replay.of(shown, node.view(), brain::step);
        List<Taken> taken = new ArrayList<>();
        for (int place = 0; place < replay.moments().size(); place++) {
            Replay.Moment moment = replay.moments().get(place);
            taken.add(new Taken(moment.at(), moment.event(), moment.step().decisions(), isStoreFailing(shown, place)));
            node.decide(moment.at(), moment.event());
            node.carryOut(moment.at(), taken.getLast().carried());
        }
        // A broken invariant comes first: what does not fit afterwards follows from it.
        replay.end().ifPresent(unfit -> {
            throw new IllegalArgumentException(unfit);
        });
        return new CaseRun(replay.told(), taken);
    }

    private static boolean isStoreFailing(Case shown, int place) {
        return place + 1 < shown.moments().size() && shown.moments().get(place + 1).event().verb().equals("store-failed");
    }

    static Given given(Case shown) {
        return GivenText.parse(shown.given());
    }

    /** A case whose first event is the start begins with the disk alone. */
    static CaseNode node(Brain brain, Case shown) {
        boolean isSettled = shown.moments().stream().findFirst().filter(first -> first.event().verb().equals("started"))
                .isEmpty();
        return new CaseNode(brain, shown.self(), given(shown), isSettled);
    }
}
