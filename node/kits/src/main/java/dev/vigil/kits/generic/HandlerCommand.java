package dev.vigil.kits.generic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.vigil.kit.ActionCall;
import dev.vigil.lcd.model.Occurrence;

/** How the handlers of one event are called: with the options that {@code sendevent} was given, and with variables of the same. */
record HandlerCommand(ScriptCommand.Subject subject, Occurrence occurrence) {
    /** The value of {@code VIGIL_ACTION}. */
    private static final String ACTION = "handleEvent";
    private static final String PREFIX = "VIGIL_EVENT";

    List<String> line(Path handler) {
        List<String> line = new ArrayList<>(ScriptCommand.starter(handler, ScriptCommand.Family.ofThisMachine()));
        line.add(handler.toString());
        line.addAll(List.of("-C", occurrence.eventClass(), "-E", occurrence.event(), "-n", subject.tag().value(), "-i",
                subject.id()));
        occurrence.facts().forEach((fact, text) -> line.addAll(List.of(fact.option(), text)));
        return line;
    }

    /** What was not told is there, and empty. */
    Map<String, String> environment(ActionCall call) {
        Map<String, String> environment = ScriptCommand.environment(ACTION, subject, call);
        environment.put(PREFIX, occurrence.event());
        environment.put(PREFIX + "_CLASS", occurrence.eventClass());
        environment.put(PREFIX + "_DETAIL", occurrence.detail());
        for (Occurrence.Fact fact : Occurrence.Fact.values()) {
            environment.put(PREFIX + "_" + fact.name().toUpperCase(Locale.ROOT), occurrence.facts().getOrDefault(fact, ""));
        }
        return environment;
    }
}
