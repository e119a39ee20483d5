package dev.vigil.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a monitor of somebody's own saw. The letters are those of the command of that name in LCDI. */
@Command(name = "sendevent", description = "Tell its node that a resource has failed, as a monitor of your own saw it; the handlers of the event are asked first.")
final class EventVerb implements Callable<Integer> {
    private final Answers answers;

    @Parameters(arity = "0..1", defaultValue = "", paramLabel = "TAG", description = "The resource.")
    private String tag = "";
    @Option(names = {"-n", "--tag"}, defaultValue = "", paramLabel = "TAG", description = "The same.")
    private String instance = "";
    @Option(names = {"-C",
            "--class"}, defaultValue = "", paramLabel = "CLASS", description = "Its handlers are in events/CLASS/EVENT of the home.")
    private String eventClass = "";
    @Option(names = {"-E", "--event"}, defaultValue = "", paramLabel = "EVENT", description = "What happened; with --class.")
    private String event = "";
    @Option(names = {"-m", "--monitor"}, defaultValue = "", paramLabel = "NAME", description = "Who saw it.")
    private String monitor = "";
    @Option(names = {"-s", "--severity"}, defaultValue = "", paramLabel = "WORD", description = "How bad it is.")
    private String severity = "";
    @Option(names = "--fact", paramLabel = "NAME=VALUE", description = "For handlers: object-class, time, timestamp, type, problem, code, data, text.")
    private @Nullable Map<String, String> others;
    @Option(names = "--detail", defaultValue = "", paramLabel = "TEXT", description = "What was seen.")
    private String detail = "";

    EventVerb(Answers answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() {
        if (tag.isEmpty() == instance.isEmpty()) {
            throw Failure.usage(tag.isEmpty() ? "The resource is missing." : "The resource is named twice.",
                    "vigil sendevent -C CLASS -E EVENT -n TAG");
        }
        if (eventClass.isEmpty() != event.isEmpty()) {
            throw Failure.usage("--class and --event go together.", "vigil sendevent -C CLASS -E EVENT -n TAG");
        }
        return answers.change("/v1/events", "tag", tag + instance, "detail", detail, "event_class", eventClass, "event", event,
                "facts", facts());
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>(others == null ? Map.of() : others);
        Map.of("monitor", monitor, "severity", severity).forEach((name, value) -> {
            if (!value.isEmpty()) {
                facts.put(name, value);
            }
        });
        return facts;
    }
}
