package dev.vigil.kit;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The properties of one instance, checked by {@link PropertySchema#read}, defaults filled in. A getter for a property that the schema
 * does not have, or has as another kind, throws {@link IllegalArgumentException}: that is a mistake in the kit.
 */
public final class PropertyBlock {
    private final PropertySchema schema;
    private final SortedMap<String, String> values;

    PropertyBlock(PropertySchema schema, SortedMap<String, String> values) {
        this.schema = schema;
        this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Every value that is set, as text. */
    public SortedMap<String, String> values() {
        return values;
    }

    public Optional<String> text(String name) {
        return get(name, PropertyKind.Text.class);
    }

    public Optional<String> choice(String name) {
        return get(name, PropertyKind.Choice.class);
    }

    public Optional<Integer> integer(String name) {
        return get(name, PropertyKind.IntegerIn.class).map(Integer::valueOf);
    }

    public Optional<Duration> duration(String name) {
        return get(name, PropertyKind.DurationIn.class).flatMap(DurationText::parse);
    }

    public Optional<InetAddress> address(String name) {
        return get(name, PropertyKind.Address.class).flatMap(PropertyKind.Address::parse);
    }

    /** Empty when the property is not set. */
    public List<InetAddress> addresses(String name) {
        return get(name, PropertyKind.AddressList.class).map(PropertyKind.AddressList::parse).orElse(List.of());
    }

    public Optional<Path> file(String name) {
        return get(name, PropertyKind.File.class).map(Path::of);
    }

    private Optional<String> get(String name, Class<? extends PropertyKind> kind) {
        PropertySpec spec = schema.find(name)
                .orElseThrow(() -> new IllegalArgumentException("the schema has no property " + name));
        if (!kind.isInstance(spec.kind())) {
            throw new IllegalArgumentException("property " + name + " is " + spec.kind().describe());
        }
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PropertyBlock that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
