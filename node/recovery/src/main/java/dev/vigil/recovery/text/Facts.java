package dev.vigil.recovery.text;

import java.util.List;

import dev.vigil.lcd.model.Line;
import dev.vigil.recovery.ClusterView;

/** The soft facts of a view, one line each: what a person would want to know of a node besides its database. */
public final class Facts {
    private Facts() {}

    public static List<Line> of(ClusterView view) {
        return List.of(Line.of("life").with("node", view.self()).with("incarnation", view.incarnation()));
    }
}
