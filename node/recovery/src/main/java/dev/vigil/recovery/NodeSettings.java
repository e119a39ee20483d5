package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.RulingRow;

/** Settings of one node; they stand in its own rows. */
public final class NodeSettings {
    /** The matter of the rulings in which they stand. */
    public static final String MATTER = "setting";
    static final String CONFIRM = "confirm-failover";
    static final String CONFIRM_WITHIN = "confirm-within";
    static final String ALONE_AFTER = "start-alone-after";
    static final String RESTART_WITHIN = "restart-within";
    private static final String PROCEED = "proceed";
    private static final String STAY = "stay";
    private static final Duration USUAL_CONFIRM = Duration.ofMinutes(10);
    private static final int MOST_SECONDS = 86_400;
    private static final Duration USUAL_RESTART = Duration.ofSeconds(60);
    private static final Duration SHORTEST_RESTART = Duration.ofSeconds(10);
    private static final Duration LONGEST_RESTART = Duration.ofMinutes(10);

    private NodeSettings() {}

    /**
     * One setting.
     *
     * @param usual what holds when it is not set
     */
    public record Setting(String name, String usual, String description) {}

    /** All of them, in the order in which people shall see them. */
    public static List<Setting> all() {
        return List.of(
                new Setting(CONFIRM, "none", "Its death waits for a confirmation; without one " + PROCEED + " or " + STAY),
                new Setting(CONFIRM_WITHIN, Long.toString(USUAL_CONFIRM.toSeconds()),
                        "Seconds that a confirmation is waited for"),
                new Setting(ALONE_AFTER, "never",
                        "Seconds after its start from which on it takes peers that it never heard for switched off"),
                new Setting(RESTART_WITHIN, Long.toString(USUAL_RESTART.toSeconds()),
                        "Seconds within which it comes back after a restart without a failover"));
    }

    /** What would be right, where the name or the value is not; else empty. */
    public static Optional<String> complaint(String name, String value) {
        return switch (name) {
            case CONFIRM -> value.equals(PROCEED) || value.equals(STAY)
                    ? Optional.empty()
                    : Optional.of(PROCEED + " or " + STAY);
            case CONFIRM_WITHIN, ALONE_AFTER -> seconds(value).isPresent()
                    ? Optional.empty()
                    : Optional.of("a whole number of seconds from 1 to " + MOST_SECONDS);
            case RESTART_WITHIN -> seconds(value).filter(NodeSettings::isRestart).isPresent()
                    ? Optional.empty()
                    : Optional.of("a whole number of seconds from " + SHORTEST_RESTART.toSeconds() + " to "
                            + LONGEST_RESTART.toSeconds());
            default -> Optional.of("one of the settings " + String.join(", ", all().stream().map(Setting::name).toList()));
        };
    }

    /** Whether the death of the node waits for a person. */
    static boolean isConfirmed(LcdState lcd, NodeId node) {
        return value(lcd, node, CONFIRM).isPresent();
    }

    /** What happens when nobody confirms in time. */
    static boolean proceedsUnconfirmed(LcdState lcd, NodeId node) {
        return value(lcd, node, CONFIRM).filter(PROCEED::equals).isPresent();
    }

    static Duration confirmWithin(LcdState lcd, NodeId node) {
        return value(lcd, node, CONFIRM_WITHIN).flatMap(NodeSettings::seconds).orElse(USUAL_CONFIRM);
    }

    static Optional<Duration> aloneAfter(LcdState lcd, NodeId node) {
        return value(lcd, node, ALONE_AFTER).flatMap(NodeSettings::seconds);
    }

    static Duration restartWithin(LcdState lcd, NodeId node) {
        return value(lcd, node, RESTART_WITHIN).flatMap(NodeSettings::seconds).filter(NodeSettings::isRestart)
                .orElse(USUAL_RESTART);
    }

    private static boolean isRestart(Duration time) {
        return time.compareTo(SHORTEST_RESTART) >= 0 && time.compareTo(LONGEST_RESTART) <= 0;
    }

    static Optional<String> value(LcdState lcd, NodeId node, String name) {
        return lcd.status(node).ruling(MATTER, name).map(RulingRow::word).filter(word -> !word.isEmpty());
    }

    private static Optional<Duration> seconds(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int seconds = Integer.parseInt(text);
        return seconds >= 1 && seconds <= MOST_SECONDS ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    /** At the node itself. */
    static void set(Turn turn, Asker asker, String caller, Request.SetNode request) {
        Optional<String> right = request.value().isEmpty() && all().stream().anyMatch(each -> each.name().equals(request.name()))
                ? Optional.empty()
                : complaint(request.name(), request.value());
        if (right.isPresent()) {
            Askers.refuse(turn, asker, Reply.Refusal.INVALID, request.name() + " cannot be \"" + request.value() + "\"",
                    "It is " + right.get());
            return;
        }
        if (turn.wall().isEmpty()) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, "Node " + turn.self() + " has not read its clock yet",
                    "Try again in a moment");
            return;
        }
        Rulings.write(turn, MATTER, request.name(), request.value(), new RulingRow.Said(turn.wall().get(), caller, ""));
        turn.note(Note.of(NoteCode.SETTING_SET).with("rule", "RC-72").with("name", request.name()).with("value", request.value())
                .with("by", caller));
        Askers.done(turn, asker, request.name() + " of " + turn.self() + " is "
                + (request.value().isEmpty() ? "not set any more" : request.value()));
    }
}
