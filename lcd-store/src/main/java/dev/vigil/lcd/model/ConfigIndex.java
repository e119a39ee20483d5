package dev.vigil.lcd.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of one document by what is asked of them. Without it each question about one resource reads all rows, and a hierarchy of a
 * thousand resources takes seconds to decide on.
 */
final class ConfigIndex {
    private final List<SystemRow> systems;
    private final List<PathRow> paths;
    private final List<ResourceRow> resources;
    private final List<InstanceRow> instances;
    private final List<DependencyRow> dependencies;
    private final SortedMap<Tag, List<Tag>> children = new TreeMap<>();
    private final SortedMap<Tag, List<Tag>> parents = new TreeMap<>();
    private final SortedMap<UnitId, List<Tag>> members = new TreeMap<>();
    private final SortedMap<Tag, SortedMap<NodeId, InstanceRow>> instancesOf = new TreeMap<>();

    ConfigIndex(Collection<ConfigRow> rows) {
        systems = all(rows, SystemRow.class);
        paths = all(rows, PathRow.class);
        resources = all(rows, ResourceRow.class);
        instances = all(rows, InstanceRow.class);
        dependencies = all(rows, DependencyRow.class);
        for (DependencyRow row : dependencies) {
            children.computeIfAbsent(row.parent(), tag -> new ArrayList<>()).add(row.child());
            parents.computeIfAbsent(row.child(), tag -> new ArrayList<>()).add(row.parent());
        }
        resources.forEach(row -> members.computeIfAbsent(row.unit(), unit -> new ArrayList<>()).add(row.tag()));
        instances.forEach(row -> instancesOf.computeIfAbsent(row.tag(), tag -> new TreeMap<>()).put(row.node(), row));
        children.replaceAll((tag, tags) -> List.copyOf(tags));
        parents.replaceAll((tag, tags) -> List.copyOf(tags));
        members.replaceAll((unit, tags) -> List.copyOf(tags));
    }

    static <R extends ConfigRow> List<R> all(Collection<ConfigRow> rows, Class<R> kind) {
        return rows.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<SystemRow> systems() {
        return systems;
    }

    List<PathRow> paths() {
        return paths;
    }

    List<ResourceRow> resources() {
        return resources;
    }

    List<InstanceRow> instances() {
        return instances;
    }

    List<DependencyRow> dependencies() {
        return dependencies;
    }

    List<Tag> childrenOf(Tag parent) {
        return children.getOrDefault(parent, List.of());
    }

    List<Tag> parentsOf(Tag child) {
        return parents.getOrDefault(child, List.of());
    }

    List<Tag> membersOf(UnitId unit) {
        return members.getOrDefault(unit, List.of());
    }

    List<InstanceRow> instancesOf(Tag tag) {
        return List.copyOf(instancesOf.getOrDefault(tag, new TreeMap<>()).values());
    }
}
