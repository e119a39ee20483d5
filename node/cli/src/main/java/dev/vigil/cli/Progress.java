package dev.vigil.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What goes on while a change takes its time: a line for each action that runs and each state that is new, in the hierarchy that is
 * changed. Begins after the first beat, so that what is done at once is told by its answer alone.
 */
final class Progress {
    /** An action that still runs is told again after so many beats. */
    private static final int BEATS_OF_PATIENCE = 10;
    /** Comes and goes by itself all the time. */
    private static final String CHECK = "quickCheck";
    private final Supplier<Administration> administration;
    private final Terminal.Beat beat;
    private final Consumer<String> out;

    Progress(Supplier<Administration> administration, Terminal.Beat beat, Consumer<String> out) {
        this.administration = administration;
        this.beat = beat;
        this.out = out;
    }

    /** Makes the change on this thread, and looks at the status on another until it is made or refused. */
    JsonObject during(String tag, Supplier<JsonObject> change) {
        AtomicBoolean isOver = new AtomicBoolean();
        Thread watch = Thread.ofPlatform().daemon().name("progress").start(() -> watch(tag, isOver));
        try {
            return change.get();
        } finally {
            isOver.set(true);
            watch.interrupt();
        }
    }

    private void watch(String tag, AtomicBoolean isOver) {
        Map<String, String> told = new LinkedHashMap<>();
        for (int beats = 1; beat.next() && !isOver.get(); beats++) {
            boolean isRepeated = beats % BEATS_OF_PATIENCE == 0;
            try {
                JsonObject status = administration.get().get("/v1/status", Map.of());
                boolean isFirst = beats == 1;
                concerned(status, tag).flatMap(resource -> instances(resource, told, isFirst, isRepeated))
                        .filter(line -> !isOver.get()).forEach(out);
            } catch (Failure unanswered) {
                // The change itself waits for the same node, and will say so.
                return;
            }
        }
    }

    /** All resources of the hierarchy; without the tag, as while it is created, those of the cluster. */
    private static Stream<JsonObject> concerned(JsonObject status, String tag) {
        List<JsonObject> all = status.objects("resources");
        List<String> unit = all.stream().filter(resource -> resource.text("tag").equals(tag))
                .map(resource -> resource.text("unit")).toList();
        return unit.isEmpty() ? all.stream() : all.stream().filter(resource -> unit.contains(resource.text("unit")));
    }

    private static Stream<String> instances(JsonObject resource, Map<String, String> told, boolean isFirst, boolean isRepeated) {
        return resource.objects("instances").stream().flatMap(instance -> {
            String running = instance.text("running").startsWith(CHECK) ? "" : instance.text("running");
            String who = resource.text("tag") + " on " + instance.text("node") + ": ";
            // "restore, 2.1 s": the time is no news.
            String news = running.isEmpty() ? instance.text("state") : running.split(",")[0];
            boolean isNew = !news.equals(told.put(who, news));
            boolean isTold = running.isEmpty() ? isNew && !isFirst : isNew || isRepeated;
            return isTold ? Stream.of(who + (running.isEmpty() ? news : running)) : Stream.empty();
        });
    }
}
