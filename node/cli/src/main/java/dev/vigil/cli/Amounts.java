package dev.vigil.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and addresses as a person writes them. */
final class Amounts {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,7}(?:\\.[0-9]{1,3})?)(ms|s|m|h)?");

    private Amounts() {}

    /** Reads {@code 50ms}, {@code 0.5s}, {@code 5s}, {@code 2m}, {@code 1h}; a number alone counts in {@code unit}. */
    static Duration time(String text, String unit) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw Failure.usage("\"" + text + "\" is not a time.", "Write 50ms, 0.5s, 5s, 2m or 1h.");
        }
        double number = Double.parseDouble(matcher.group(1));
        double millis = switch (matcher.group(2) == null ? unit : matcher.group(2)) {
            case "ms" -> number;
            case "s" -> number * 1_000;
            case "m" -> number * 60_000;
            default -> number * 3_600_000;
        };
        return Duration.ofMillis(Math.round(millis));
    }

    static int seconds(String text) {
        Duration time = time(text, "s");
        if (time.toMillisPart() != 0) {
            throw Failure.usage("\"" + text + "\" is not a whole number of seconds.", "Write 5s, 2m or 1h.");
        }
        return (int) time.toSeconds();
    }

    static int millis(String text) {
        return text.isEmpty() ? 0 : (int) time(text, "ms").toMillis();
    }

    /** One end of a path. */
    record End(String node, String address) {}

    static End end(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            throw Failure.usage("\"" + text + "\" is not an end of a path.",
                    "Write NODE:ADDRESS, for example alpha:10.0.0.1, alpha:10.0.0.1:7741 or alpha:[fd00::1].");
        }
        return new End(text.substring(0, colon), text.substring(colon + 1));
    }
}
