package dev.vigil.recovery.text;

import dev.vigil.lcd.model.Line;
import dev.vigil.recovery.SafetyAnswer;

/** What the network answered to a safety check, as fields of a line. */
final class SafetyText {
    private SafetyText() {}

    static String word(SafetyAnswer answer) {
        return switch (answer) {
            case SafetyAnswer.Nobody nobody -> "nobody";
            case SafetyAnswer.Somebody somebody -> "somebody";
            case SafetyAnswer.Unknown unknown -> "unknown";
        };
    }

    static Line print(Line line, SafetyAnswer answer) {
        Line head = line.with("outcome", word(answer));
        return switch (answer) {
            case SafetyAnswer.Nobody nobody -> head;
            case SafetyAnswer.Somebody somebody -> head.with("detail", somebody.detail());
            case SafetyAnswer.Unknown unknown -> head.with("detail", unknown.detail());
        };
    }

    static SafetyAnswer parse(Fields fields) {
        String word = fields.text("outcome");
        return switch (word) {
            case "nobody" -> new SafetyAnswer.Nobody();
            case "somebody" -> new SafetyAnswer.Somebody(fields.text("detail"));
            case "unknown" -> new SafetyAnswer.Unknown(fields.text("detail"));
            default -> throw new IllegalArgumentException("outcome \"" + word + "\" is not nobody, somebody or unknown");
        };
    }
}
