package dev.vigil.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/** What can be changed about a resource besides its properties. What is not given stays as it is. */
final class ResourceSettings {
    @Option(names = "--id", paramLabel = "ID", description = "What it is on the node; only while it is out of service there.")
    private @Nullable String id;
    @Option(names = "--info", paramLabel = "TEXT", description = "Free text for its scripts.")
    private @Nullable String info;
    @Option(names = "--priority", paramLabel = "N", description = "Its rank, 1 (highest) to 1024; with --node.")
    private @Nullable Integer priority;
    @Option(names = "--quick-check", paramLabel = "TIME", description = "From quick check to quick check; 0s for never.")
    private @Nullable String quickCheck;
    @Option(names = "--deep-check", paramLabel = "TIME", description = "From deep check to deep check; 0s for never.")
    private @Nullable String deepCheck;
    @Option(names = "--initialization", paramLabel = "WORD", description = "AUTORES_ISP, INIT_ISP or INIT_OSU, on all nodes.")
    private @Nullable String initialization;
    @Option(names = "--switchback", paramLabel = "WORD", description = "INTELLIGENT or AUTOMATIC, on all nodes.")
    private @Nullable String switchback;
    @Option(names = "--local-recovery", paramLabel = "yes|no", description = "Whether it is repaired in place, on all nodes.")
    private @Nullable String localRecovery;

    /** By the protocol's names. An empty text or a zero is a value here. */
    Map<String, Object> message() {
        Map<String, Object> message = new LinkedHashMap<>();
        put(message, "id", id);
        put(message, "info", info);
        put(message, "priority", priority);
        put(message, "quick_check_seconds", quickCheck == null ? null : Amounts.seconds(quickCheck));
        put(message, "deep_check_seconds", deepCheck == null ? null : Amounts.seconds(deepCheck));
        put(message, "initialization", initialization);
        put(message, "switchback", switchback);
        put(message, "local_recovery", localRecovery == null ? null : isYes(localRecovery));
        return message;
    }

    private static void put(Map<String, Object> message, String name, @Nullable Object value) {
        if (value != null) {
            message.put(name, value);
        }
    }

    private static boolean isYes(String word) {
        if (!List.of("yes", "no").contains(word)) {
            throw Failure.usage("--local-recovery is \"" + word + "\".", "It is yes or no.");
        }
        return word.equals("yes");
    }
}
