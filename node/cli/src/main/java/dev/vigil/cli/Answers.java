package dev.vigil.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks, and prints the answer: as JSON when that is wanted, else as lines for a person. */
final class Answers {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);
    /** Cursor home, and everything below it cleared. */
    private static final String CLEARED = "\u001b[H\u001b[J";
    private final GlobalOptions options;
    private final Supplier<Administration> administration;
    private final Optional<Progress> progress;
    private final Consumer<String> out;
    private final int width;

    Answers(GlobalOptions options, Supplier<Administration> administration, Optional<Progress> progress, Consumer<String> out,
            int width) {
        this.options = options;
        this.administration = administration;
        this.progress = progress;
        this.out = out;
        this.width = width;
    }

    int width() {
        return width;
    }

    JsonObject ask(String path, Object... parameters) {
        return administration.get().get(path, JsonObject.message(parameters));
    }

    /** A query that is shown again at each beat. That the node does not answer for a while is shown, too, and not the end. */
    int watch(String path, Terminal terminal, Function<JsonObject, List<String>> lines) {
        do {
            if (terminal.person().isPresent() && !options.isJson()) {
                out.accept(CLEARED);
            }
            try {
                show(ask(path), lines);
            } catch (Failure failure) {
                if (failure.exitCode() != ExitCode.UNREACHABLE) {
                    throw failure;
                }
                out.accept(failure.sentence());
            }
        } while (terminal.beat().next());
        return ExitCode.DONE;
    }

    int query(String path, Object[] parameters, Function<JsonObject, List<String>> lines) {
        return show(ask(path, parameters), lines);
    }

    int change(String path, Object... message) {
        return send(path, JsonObject.message(message));
    }

    /** A change whose message holds just these fields, those of no value among them. */
    int send(String path, Map<String, ?> message) {
        return show(post(path, message), Answers::sentences);
    }

    private JsonObject post(String path, Map<String, ?> message) {
        Supplier<JsonObject> change = () -> administration.get().post(path, message);
        String tag = Objects.toString(message.get("tag"), "");
        return progress.filter(told -> !options.isJson()).map(told -> told.during(tag, change)).orElseGet(change);
    }

    private static List<String> sentences(JsonObject answer) {
        return answer.texts("sentences").isEmpty() ? List.of("done") : answer.texts("sentences");
    }

    int change(String path, Object[] message, Function<JsonObject, List<String>> lines) {
        return show(post(path, JsonObject.message(message)), lines);
    }

    int show(JsonObject answer, Function<JsonObject, List<String>> lines) {
        if (options.isJson()) {
            out.accept(answer.pretty());
        } else {
            lines.apply(answer).forEach(out);
        }
        return ExitCode.DONE;
    }

    /** The newest last: that is where a person at a terminal looks. */
    static List<String> history(JsonObject history) {
        List<String> lines = new ArrayList<>();
        for (JsonObject event : history.objects("events")) {
            lines.add(localTime(event.text("wall_time")) + "  " + event.text("node") + "  " + event.text("sentence"));
        }
        Collections.reverse(lines);
        return lines.isEmpty() ? List.of("nothing has happened yet") : lines;
    }

    static String localTime(String instant) {
        try {
            return Instant.parse(instant).atZone(ZoneId.systemDefault()).format(WHEN);
        } catch (DateTimeParseException otherForm) {
            return instant;
        }
    }

    static List<String> types(JsonObject types) {
        List<String> lines = new ArrayList<>();
        for (JsonObject type : types.objects("types")) {
            String description = type.text("description");
            lines.add(type.text("type") + (description.isEmpty() ? "" : ": " + description));
            type.objects("properties").stream().filter(property -> !isLimit(property)).map(Answers::property).forEach(lines::add);
        }
        List<String> limits = types.objects("types").stream().limit(1).flatMap(type -> type.objects("properties").stream())
                .filter(Answers::isLimit).map(Answers::property).toList();
        if (!limits.isEmpty()) {
            lines.add("every type:");
            lines.addAll(limits);
        }
        return lines;
    }

    /** All types have the same. */
    private static boolean isLimit(JsonObject property) {
        return property.text("name").startsWith("limit.");
    }

    static String property(JsonObject property) {
        return "  " + property.text("name") + " (" + property.text("kind") + presence(property) + ") "
                + property.text("description");
    }

    private static String presence(JsonObject property) {
        String usual = property.text("default_value");
        if (property.isTrue("required")) {
            return ", required";
        }
        return usual.isEmpty() ? "" : ", default " + usual;
    }

    static List<String> rows(JsonObject lcd) {
        List<String> lines = new ArrayList<>(lcd.texts("rows"));
        lines.add("configuration " + StatusText.whole(lcd.number("config_number")) + ", journal at "
                + StatusText.whole(lcd.number("journal_index")) + ", database behind it by "
                + StatusText.whole(lcd.number("mirror_lag")));
        return lines;
    }
}
