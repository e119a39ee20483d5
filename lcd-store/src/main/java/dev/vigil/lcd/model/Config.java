package dev.vigil.lcd.model;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** The configuration: one numbered document. Number zero is a node that belongs to no cluster yet. */
public final class Config {
    public static final Config EMPTY = new Config(Revision.ZERO, new TreeMap<>());

    private final Revision number;
    private final SortedMap<RowKey, ConfigRow> rows;
    private final ConfigIndex index;

    public Config(Revision number, SortedMap<RowKey, ConfigRow> rows) {
        this.number = number;
        this.rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
        this.index = new ConfigIndex(this.rows.values());
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

    public Revision number() {
        return number;
    }

    public SortedMap<RowKey, ConfigRow> rows() {
        return rows;
    }

    public Optional<ClusterRow> cluster() {
        return all(ClusterRow.class).stream().findFirst();
    }

    /** Who votes, if ownership needs votes. */
    public Optional<QuorumRow> quorum() {
        return find(QuorumRow.KEY, QuorumRow.class);
    }

    /** Whether ownership needs the votes of a majority. */
    public boolean isByMajority() {
        return quorum().filter(row -> row.mode() != QuorumMode.OFF).isPresent();
    }

    public List<SystemRow> systems() {
        return index.systems();
    }

    public List<PathRow> paths() {
        return index.paths();
    }

    public List<ResourceRow> resources() {
        return index.resources();
    }

    public List<InstanceRow> instances() {
        return index.instances();
    }

    public List<DependencyRow> dependencies() {
        return index.dependencies();
    }

    public List<ReceiverRow> receivers() {
        return all(ReceiverRow.class);
    }

    public Optional<ReceiverRow> receiver(ReceiverName name) {
        return find(ReceiverRow.keyOf(name), ReceiverRow.class);
    }

    public List<FenceRow> fences() {
        return all(FenceRow.class);
    }

    public Optional<FenceRow> fence(FenceName name) {
        return find(FenceRow.keyOf(name), FenceRow.class);
    }

    public Optional<FencingRow> fencing() {
        return find(FencingRow.KEY, FencingRow.class);
    }

    /** Whether a silent node must be fenced before anything that it may run starts elsewhere. */
    public boolean isFencingRequired() {
        return fencing().filter(row -> row.mode() == FencingMode.REQUIRED).isPresent();
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
        return index.childrenOf(parent);
    }

    /** The resources that need {@code child}, directly. */
    public List<Tag> parentsOf(Tag child) {
        return index.parentsOf(child);
    }

    public List<Tag> membersOf(UnitId unit) {
        return index.membersOf(unit);
    }

    /** Of one resource, by node. */
    public List<InstanceRow> instancesOf(Tag tag) {
        return index.instancesOf(tag);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Config that && number.equals(that.number) && rows.equals(that.rows);
    }

    @Override
    public int hashCode() {
        return 31 * number.hashCode() + rows.hashCode();
    }

    @Override
    public String toString() {
        return "Config[number=" + number + ", rows=" + rows + "]";
    }

    private <R extends ConfigRow> Optional<R> find(RowKey key, Class<R> kind) {
        return Optional.ofNullable(rows.get(key)).map(kind::cast);
    }

    private <R extends ConfigRow> List<R> all(Class<R> kind) {
        return ConfigIndex.all(rows.values(), kind);
    }
}
