package dev.vigil.recovery.cases;

import java.util.ArrayList;
import java.util.List;

import dev.vigil.lcd.model.Line;
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
    record Taken(dev.vigil.lcd.model.Ticks at, Event event, List<Decision> decisions) {}

    static CaseRun of(Brain brain, Case shown) {
        Scene scene = startOf(shown);
        CaseNode node = node(brain, shown);
        List<Case.Moment> moments = new ArrayList<>();
        List<Taken> taken = new ArrayList<>();
        for (Case.Moment moment : shown.moments()) {
            Event event = EventText.parse(scene, moment.event());
            Block printed = EventText.print(scene, event);
            ClusterView before = node.view();
            scene = scene.after(event);
            List<Decision> decisions = node.decide(moment.at(), event);
            node.carryOut(moment.at(), decisions);
            moments.add(new Case.Moment(moment.comments(), moment.at(), printed, DecisionText.printAll(scene, decisions),
                    changed(Facts.of(before), Facts.of(node.view()))));
            taken.add(new Taken(moment.at(), event, decisions));
            for (Decision decision : decisions) {
                scene = scene.after(decision);
            }
        }
        return new CaseRun(shown.with(moments), taken);
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
