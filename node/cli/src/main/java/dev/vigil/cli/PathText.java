package dev.vigil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The paths with what was measured on them, then the resulting detection times of each peer, what they follow, and how often a verdict would be
 * false with half the time.
 */
final class PathText {
    private static final double MINUTE = 60;
    private static final double HOUR = 60 * MINUTE;
    private static final double DAY = 24 * HOUR;
    private static final double YEAR = 365 * DAY;

    private PathText() {}

    static List<String> of(JsonObject status, int width) {
        List<String> lines = new ArrayList<>(paths(status, width));
        TextTable table = new TextTable(List.of("PEER", "DEAD AFTER", "HELD AFTER", "BECAUSE OF", "NEEDED", "LONGEST SILENCE",
                "STALL", "FALSE AT HALF"));
        List<String> missed = new ArrayList<>();
        for (JsonObject system : status.objects("systems")) {
            JsonObject detection = system.object("detection");
            if (detection.number("in_force_ms") > 0) {
                table.add(detection(system.text("node"), detection));
                if (detection.isTrue("bound_missed")) {
                    missed.add(system.text("node") + ": detection cannot meet the bound: "
                            + StatusText.millis(detection.number("needed_ms"))
                            + " are needed for fewer than one false verdict in ten years");
                }
            }
        }
        if (table.lines(width).size() > 1) {
            lines.add("");
            lines.addAll(table.lines(width));
            lines.addAll(missed);
            lines.add("as " + status.text("node") + " sees it; its own heartbeats were late by "
                    + StatusText.millis(status.number("own_stall_ms")) + " at worst lately");
        }
        return lines;
    }

    private static List<String> paths(JsonObject status, int width) {
        TextTable table = new TextTable(List.of("PATH", "FROM", "TO", "HEALTH", "ROUND TRIP", "JITTER", "LOSS IN", "LOSS OUT",
                "LONGEST SILENCE"));
        for (JsonObject path : status.objects("paths")) {
            table.add(List.of(path.text("path"), path.text("first") + " " + path.text("first_address"),
                    path.text("second") + " " + path.text("second_address"), StatusText.word(path, "health"),
                    StatusText.millis(path.number("round_trip_ms")), StatusText.millis(path.number("jitter_ms")),
                    percent(path.number("loss_percent")),
                    path.text("loss_out_percent").isEmpty() ? "-" : percent(path.number("loss_out_percent")),
                    StatusText.millis(path.number("longest_silence_ms"))));
        }
        List<String> lines = table.lines(width);
        return lines.size() == 1 ? List.of("no paths") : lines;
    }

    private static List<String> detection(String peer, JsonObject detection) {
        return List.of(peer, StatusText.millis(detection.number("in_force_ms")),
                StatusText.millis(detection.number("held_after_ms")),
                because(detection.text("because")), StatusText.millis(detection.number("needed_ms")),
                StatusText.millis(detection.number("longest_silence_ms")), StatusText.millis(detection.number("stall_ms")),
                cost(detection.number("half_false_every_s")));
    }

    private static String because(String reason) {
        return switch (reason) {
            case "FIXED" -> "set by hand";
            case "USUAL" -> "the profile";
            case "SHORTEST" -> "shortest of the profile";
            case "NETWORK" -> "silences of the network";
            case "HEADROOM" -> "twice the longest silence";
            case "STALLS" -> "three times the stall";
            case "LONGEST" -> "longest of the profile";
            default -> reason;
        };
    }

    private static String cost(double seconds) {
        if (seconds <= 0) {
            return "-";
        }
        return "every " + every(seconds);
    }

    private static String every(double seconds) {
        if (seconds < HOUR) {
            return String.format(Locale.ROOT, "%.0f min", Math.max(1, seconds / MINUTE));
        }
        if (seconds < DAY) {
            return String.format(Locale.ROOT, "%.0f h", seconds / HOUR);
        }
        return seconds < YEAR
                ? String.format(Locale.ROOT, "%.0f days", seconds / DAY)
                : String.format(Locale.ROOT, "%.0f years", seconds / YEAR);
    }

    private static String percent(double number) {
        return String.format(Locale.ROOT, "%.1f %%", number);
    }
}
