package dev.vigil.lcd.model;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The configuration: one numbered document. Number zero is a node that belongs to no cluster yet. */
public record Config(Revision number, SortedMap<RowKey, ConfigRow> rows) {
    public static final Config EMPTY = new Config(Revision.ZERO, new TreeMap<>());

    public Config {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    public static Config of(Revision number, Collection<? extends ConfigRow> rows) {
        SortedMap<RowKey, ConfigRow> map = new TreeMap<>();
        rows.forEach(row -> map.put(row.key(), row));
        return new Config(number, map);
    }

    /** The next document; throws {@link IllegalArgumentException} when a change is not one of the configuration. */
    public Config next(List<Change> changes) {
        SortedMap<RowKey, ConfigRow> next = new TreeMap<>(rows);
        for (Change change : changes) {
            switch (change) {
                case Change.Put(ConfigRow row) -> next.put(row.key(), row);
                case Change.Put put -> throw new IllegalArgumentException(put.row().key() + " is not part of the configuration");
                case Change.Remove remove -> next.remove(remove.key());
            }
        }
        return new Config(number.next(), next);
    }

    public Optional<ClusterRow> cluster() {
        return all(ClusterRow.class).stream().findFirst();
    }

    public List<SystemRow> systems() {
        return all(SystemRow.class);
    }

    public List<PathRow> paths() {
        return all(PathRow.class);
    }

    public List<ResourceRow> resources() {
        return all(ResourceRow.class);
    }

    public List<InstanceRow> instances() {
        return all(InstanceRow.class);
    }

    public List<DependencyRow> dependencies() {
        return all(DependencyRow.class);
    }

    public List<ReceiverRow> receivers() {
        return all(ReceiverRow.class);
    }

    public Optional<ReceiverRow> receiver(ReceiverName name) {
        return find(ReceiverRow.keyOf(name), ReceiverRow.class);
    }

    public Optional<ResourceRow> resource(Tag tag) {
        return find(ResourceRow.keyOf(tag), ResourceRow.class);
    }

    public Optional<InstanceRow> instance(Tag tag, NodeId node) {
        return find(InstanceRow.keyOf(tag, node), InstanceRow.class);
    }

    public Optional<SystemRow> system(NodeId node) {
        return find(SystemRow.keyOf(node), SystemRow.class);
    }

    public Optional<TypeRow> type(TypeId type) {
        return find(TypeRow.keyOf(type), TypeRow.class);
    }

    /** The resources that {@code parent} needs, directly. */
    public List<Tag> childrenOf(Tag parent) {
        return dependencies().stream().filter(d -> d.parent().equals(parent)).map(DependencyRow::child).toList();
    }

    /** The resources that need {@code child}, directly. */
    public List<Tag> parentsOf(Tag child) {
        return dependencies().stream().filter(d -> d.child().equals(child)).map(DependencyRow::parent).toList();
    }

    public List<Tag> membersOf(UnitId unit) {
        return resources().stream().filter(r -> r.unit().equals(unit)).map(ResourceRow::tag).toList();
    }

    private <R extends ConfigRow> Optional<R> find(RowKey key, Class<R> kind) {
        return Optional.ofNullable(rows.get(key)).map(kind::cast);
    }

    private <R extends ConfigRow> List<R> all(Class<R> kind) {
        return rows.values().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
