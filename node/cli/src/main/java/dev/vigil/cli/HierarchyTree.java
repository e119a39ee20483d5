package dev.vigil.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resources as a reader expects them: each parent, and below it what it needs. A child of two parents stands below both. */
final class HierarchyTree {
    private final Map<String, JsonObject> byTag = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final Deque<String> above = new ArrayDeque<>();

    private HierarchyTree(List<JsonObject> resources) {
        resources.forEach(resource -> byTag.put(resource.text("tag"), resource));
    }

    /** One resource and how many parents it stands below. */
    record Line(int depth, JsonObject resource) {}

    static List<Line> of(List<JsonObject> resources) {
        HierarchyTree tree = new HierarchyTree(resources);
        Set<String> children = new LinkedHashSet<>();
        resources.forEach(resource -> children.addAll(resource.texts("children")));
        tree.byTag.keySet().stream().filter(tag -> !children.contains(tag)).forEach(tree::add);
        return tree.lines;
    }

    private void add(String tag) {
        JsonObject resource = byTag.get(tag);
        // A server never reports a circle; a reader of its answer must not hang if it did.
        if (resource == null || above.contains(tag)) {
            return;
        }
        lines.add(new Line(above.size(), resource));
        above.push(tag);
        resource.texts("children").forEach(this::add);
        above.pop();
    }
}
