package dev.vigil.server.kithost;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the node shares among its kits: one object per type. Unchanging; any thread may ask. */
public final class Facilities {
    public static final Facilities NONE = new Facilities(Map.of());

    private final Map<Class<?>, Object> shared;

    private Facilities(Map<Class<?>, Object> shared) {
        this.shared = Map.copyOf(shared);
    }

    /** These and one more. */
    public <P> Facilities with(Class<P> type, P facility) {
        Map<Class<?>, Object> more = new LinkedHashMap<>(shared);
        more.put(type, facility);
        return new Facilities(more);
    }

    public <P> Optional<P> find(Class<P> type) {
        return Optional.ofNullable(shared.get(type)).map(type::cast);
    }
}
