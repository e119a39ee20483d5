package dev.vigil.kit;

import java.util.Optional;

/**
 * One property that instances of a type have.
 *
 * @param doc one line for the operator
 */
public record PropertySpec(String name, PropertyKind kind, Presence presence, String doc) {
    /** What holds when an instance does not give the property. */
    public sealed interface Presence {
        /** It must be given. */
        record Required() implements Presence {}

        /** It may be left out, and then there is none. */
        record Optional() implements Presence {}

        /** It may be left out, and then has this value. */
        record Default(String value) implements Presence {}
    }

    public PropertySpec {
        if (presence instanceof Presence.Default(String value)) {
            kind.complaint(value).ifPresent(complaint -> {
                throw new IllegalArgumentException("the default " + name + "=" + value + " " + complaint);
            });
        }
    }

    public static PropertySpec required(String name, PropertyKind kind, String doc) {
        return new PropertySpec(name, kind, new Presence.Required(), doc);
    }

    public static PropertySpec optional(String name, PropertyKind kind, String doc) {
        return new PropertySpec(name, kind, new Presence.Optional(), doc);
    }

    public static PropertySpec withDefault(String name, PropertyKind kind, String value, String doc) {
        return new PropertySpec(name, kind, new Presence.Default(value), doc);
    }

    /** What is wrong with this value, or empty. */
    public Optional<PropertyProblem> check(String value) {
        return kind.complaint(value).map(complaint -> new PropertyProblem(name, value, complaint));
    }
}
