package dev.vigil.recovery.text;

import java.time.Duration;

import dev.vigil.lcd.model.Line;
import dev.vigil.recovery.FenceOutcome;

/** How a fence ended, as fields of a line. */
final class FenceText {
    private static final String NO_TIME = Quantity.print(Duration.ZERO);

    private FenceText() {}

    static Line print(Line line, FenceOutcome outcome) {
        return switch (outcome) {
            case FenceOutcome.Confirmed confirmed ->
                EventText.unless(line.with("outcome", "confirmed"), "took", Quantity.print(confirmed.took()), NO_TIME);
            case FenceOutcome.Failed failed -> line.with("outcome", "failed").with("detail", failed.detail());
            case FenceOutcome.Unknown unknown -> line.with("outcome", "unknown").with("detail", unknown.detail());
        };
    }

    static FenceOutcome parse(Fields fields) {
        String word = fields.text("outcome");
        return switch (word) {
            case "confirmed" -> new FenceOutcome.Confirmed(fields.duration("took", Duration.ZERO));
            case "failed" -> new FenceOutcome.Failed(fields.text("detail"));
            case "unknown" -> new FenceOutcome.Unknown(fields.text("detail"));
            default -> throw new IllegalArgumentException("outcome \"" + word + "\" is not confirmed, failed or unknown");
        };
    }
}
