package dev.vigil.recovery.cases;

import java.util.ArrayList;
import java.util.List;

import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.text.Block;
import dev.vigil.recovery.text.Case;
import dev.vigil.recovery.text.DecisionText;
import dev.vigil.recovery.text.EventText;
import dev.vigil.recovery.text.Facts;
import dev.vigil.recovery.text.Given;
import dev.vigil.recovery.text.GivenText;
import dev.vigil.recovery.text.Scene;

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
        Scene scene = startOf(shown);
        CaseNode node = node(brain, shown);
        List<Case.Moment> moments = new ArrayList<>();
        List<Taken> taken = new ArrayList<>();
        for (int place = 0; place < shown.moments().size(); place++) {
            Case.Moment moment = shown.moments().get(place);
            Event event = EventText.parse(scene, moment.event());
            Block printed = EventText.print(scene, event);
            ClusterView before = node.view();
            scene = scene.after(event);
            List<Decision> decisions = node.decide(moment.at(), event);
            taken.add(new Taken(moment.at(), event, decisions, isStoreFailing(shown, place)));
            node.carryOut(moment.at(), taken.getLast().carried());
            moments.add(new Case.Moment(moment.comments(), moment.at(), printed, DecisionText.printAll(scene, decisions),
                    changed(Facts.of(before), Facts.of(node.view()))));
            for (Decision decision : decisions) {
                scene = scene.after(decision);
            }
        }
        return new CaseRun(shown.with(moments), taken);
    }

    private static boolean isStoreFailing(Case shown, int place) {
        return place + 1 < shown.moments().size() && shown.moments().get(place + 1).event().verb().equals("store-failed");
    }

    static Given given(Case shown) {
        return GivenText.parse(shown.given());
    }

    static Scene startOf(Case shown) {
        return Scene.of(shown.self(), given(shown).lcd());
    }

    /** A case whose first event is the start begins with the disk alone. */
    static CaseNode node(Brain brain, Case shown) {
        boolean isSettled = shown.moments().stream().findFirst().filter(first -> first.event().verb().equals("started"))
                .isEmpty();
        return new CaseNode(brain, shown.self(), given(shown), isSettled);
    }

    private static List<String> changed(List<Line> before, List<Line> after) {
        List<String> facts = new ArrayList<>();
        before.stream().filter(line -> !after.contains(line)).forEach(line -> facts.add("- " + line));
        after.stream().filter(line -> !before.contains(line)).forEach(line -> facts.add("+ " + line));
        return facts;
    }
}
