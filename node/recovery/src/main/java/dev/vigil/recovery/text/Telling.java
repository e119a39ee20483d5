package dev.vigil.recovery.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.Step;

/**
 * Tells what a node decides as a case, moment by moment, each in the scene that those before it leave. It can begin where the node
 * starts, or wherever it is at rest. For one thread.
 */
public final class Telling {
    private final NodeId self;
    private final List<Block> given;
    private final SortedMap<PathId, PathHealth> paths;
    private Scene scene;

    private Telling(NodeId self, List<Block> given, SortedMap<PathId, PathHealth> paths, Scene scene) {
        this.self = self;
        this.given = given;
        this.paths = paths;
        this.scene = scene;
    }

    /** One that begins with the start of the node: it knows its disk and nothing else. */
    public static Telling ofStart(Event.Started started) {
        Given disk = new Given(started.lcd(), new TreeMap<>(), new TreeMap<>());
        return new Telling(started.self(), GivenText.print(disk), new TreeMap<>(), Scene.of(started.self(), started.lcd()));
    }

    /** One that goes on from a view; empty while something is going on. */
    public static Optional<Telling> ofRest(ClusterView view, SortedMap<PathId, PathHealth> paths) {
        return of(view, paths, Scene.of(view.self(), view.lcd()).counting(view.soft().counter(), 0));
    }

    /** One that reads a case: as its text begins. */
    static Telling of(NodeId self, List<Block> given) {
        Given read = GivenText.parse(given);
        return new Telling(self, given, new TreeMap<>(read.paths()), read.scene(self));
    }

    Scene scene() {
        return scene;
    }

    List<Block> given() {
        return given;
    }

    /** The next one: it begins where this one ends, and numbers calls and requests on; empty while something is going on. */
    public Optional<Telling> next(ClusterView view) {
        return of(view, paths, scene);
    }

    private static Optional<Telling> of(ClusterView view, SortedMap<PathId, PathHealth> paths, Scene scene) {
        if (!RestText.isRest(view)) {
            return Optional.empty();
        }
        SortedMap<PathId, PathHealth> known = new TreeMap<>(paths);
        view.lcd().config().paths().forEach(row -> known.putIfAbsent(row.path(), PathHealth.ALIVE));
        known.keySet().removeIf(path -> view.lcd().config().paths().stream().noneMatch(row -> row.path().equals(path)));
        Given plain = new Given(view.lcd(), RestText.healths(view), known);
        Given whole = new Given(view.lcd(), plain.peers(), known, RestText.print(plain.view(view.self()), view, scene));
        return Optional.of(new Telling(view.self(), GivenText.print(whole), known, whole.scene(view.self())));
    }

    /** The beginning of the file: what is said about it, what is given, and whose eyes see it. */
    public String head(List<String> comments) {
        return CaseText.print(new Case(comments, given, self, List.of()));
    }

    /** One event and what it led to, as the lines of the file. */
    public String moment(ClusterView before, Ticks at, Event event, Step step) {
        return CaseText.print(tell(before, at, event, step));
    }

    Case.Moment tell(ClusterView before, Ticks at, Event event, Step step) {
        if (event instanceof Event.PathChanged changed) {
            paths.put(changed.path(), changed.health());
        }
        Block printed = EventText.print(scene, event);
        scene = scene.after(event);
        List<Block> decisions = DecisionText.printAll(scene, step.decisions());
        for (Decision decision : step.decisions()) {
            scene = scene.after(decision);
        }
        return new Case.Moment(List.of(), at, printed, decisions, changed(Facts.of(before), Facts.of(step.next())));
    }

    private static List<String> changed(List<Line> before, List<Line> after) {
        List<String> facts = new ArrayList<>();
        before.stream().filter(line -> !after.contains(line)).forEach(line -> facts.add("- " + line));
        after.stream().filter(line -> !before.contains(line)).forEach(line -> facts.add("+ " + line));
        return facts;
    }
}
