package dev.vigil.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The properties that instances of a type have, in the order in which people shall see them. */
public record PropertySchema(List<PropertySpec> specs) {
    public static final PropertySchema EMPTY = new PropertySchema(List.of());

    public PropertySchema {
        specs = List.copyOf(specs);
    }

    public static PropertySchema of(PropertySpec... specs) {
        return new PropertySchema(List.of(specs));
    }

    /** What came of reading: a block, or everything that is wrong, never only the first thing. */
    public sealed interface Reading {
        record Right(PropertyBlock block) implements Reading {}

        record Wrong(List<PropertyProblem> problems) implements Reading {
            public Wrong {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Checks the given values against the schema and fills in what was left out. */
    public Reading read(Map<String, String> given) {
        List<PropertyProblem> problems = new ArrayList<>();
        SortedMap<String, String> values = new TreeMap<>();
        for (PropertySpec spec : specs) {
            value(spec, given, problems).ifPresent(value -> values.put(spec.name(), value));
        }
        new TreeMap<>(given).forEach((name, value) -> {
            if (find(name).isEmpty()) {
                problems.add(new PropertyProblem(name, value, "is not a property of this type; " + known()));
            }
        });
        return problems.isEmpty() ? new Reading.Right(new PropertyBlock(this, values)) : new Reading.Wrong(problems);
    }

    private static Optional<String> value(PropertySpec spec, Map<String, String> given, List<PropertyProblem> problems) {
        String value = given.get(spec.name());
        if (value != null) {
            Optional<PropertyProblem> problem = spec.check(value);
            problem.ifPresent(problems::add);
            return problem.isPresent() ? Optional.empty() : Optional.of(value);
        }
        return switch (spec.presence()) {
            case PropertySpec.Presence.Default(String preset) -> Optional.of(preset);
            case PropertySpec.Presence.Optional none -> Optional.empty();
            case PropertySpec.Presence.Required required -> {
                problems.add(new PropertyProblem(spec.name(), "",
                        "is missing: " + spec.doc() + "; it must be " + spec.kind().describe()));
                yield Optional.empty();
            }
        };
    }

    /** The property of this name. */
    public Optional<PropertySpec> find(String name) {
        return specs.stream().filter(spec -> spec.name().equals(name)).findFirst();
    }

    private String known() {
        return specs.isEmpty()
                ? "it has none"
                : "it has " + specs.stream().map(PropertySpec::name).collect(Collectors.joining(", "));
    }
}
