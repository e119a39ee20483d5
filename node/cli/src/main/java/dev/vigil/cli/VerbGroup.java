package dev.vigil.cli;

import java.util.List;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Verbs that share an object, such as {@code path create} and {@code path delete}. */
abstract class VerbGroup implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw Failure.usage("vigil " + spec().name() + " needs one of: " + String.join(", ", spec().subcommands().keySet()) + ".",
                "vigil help " + spec().name() + " explains them.");
    }

    final CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("asked before the command line was built");
        }
        return spec;
    }

    /** A repeatable option that was not given has no array. */
    static List<String> values(String @Nullable [] values) {
        return values == null ? List.of() : List.of(values);
    }
}
