package dev.vigil.notify.receiver;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.vigil.kit.PropertyBlock;
import dev.vigil.kit.PropertyKind;
import dev.vigil.kit.PropertySpec;
import dev.vigil.notify.notice.Area;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.notice.Phase;
import dev.vigil.notify.notice.Severity;

/** What one receiver wants to hear, how often, and how much at a time. The same properties for every kind. */
public record Selection(Severity least, Set<Area> areas, Duration repeat, boolean hearsResolved, ReceiverKind.Pace pace) {

    private static final String LEAST = "least";
    private static final String CLASSES = "classes";
    private static final String REPEAT = "repeat-hours";
    private static final String RESOLVED = "resolved";
    private static final String GATHER = "gather";
    private static final String RATE = "most-per-hour";
    private static final int LONGEST_REPEAT_HOURS = 168;
    private static final int HIGHEST_RATE = 3_600;

    /** Beside those of the kind; what is not given is as the kind has it. */
    public static final List<PropertySpec> COMMON = List.of(
            PropertySpec.withDefault(LEAST, new PropertyKind.Choice(Severity.words()), Severity.WARNING.word(),
                    "the least severity it hears of"),
            PropertySpec.optional(CLASSES, new PropertyKind.Text(200),
                    "the classes it hears of, with commas: " + String.join(", ", Area.words()) + "; all if left out"),
            PropertySpec.withDefault(REPEAT, new PropertyKind.IntegerIn(0, LONGEST_REPEAT_HOURS), "24",
                    "hours after which an alarm that still stands is told again; 0 for never"),
            PropertySpec.withDefault(RESOLVED, new PropertyKind.Choice(List.of("yes", "no")), "yes",
                    "whether it hears that an alarm is resolved"),
            PropertySpec.optional(GATHER, new PropertyKind.DurationIn(Duration.ZERO, Duration.ofMinutes(10)),
                    "how long the first notice waits for others, to be told with them"),
            PropertySpec.optional(RATE, new PropertyKind.IntegerIn(1, HIGHEST_RATE), "messages in an hour, at most"));

    public Selection {
        areas = areas.isEmpty() ? EnumSet.noneOf(Area.class) : EnumSet.copyOf(areas);
    }

    /** The block holds {@link #COMMON}. {@link IllegalArgumentException} for a class that does not exist. */
    public static Selection of(PropertyBlock block, ReceiverKind.Pace usual) {
        Set<Area> areas = EnumSet.noneOf(Area.class);
        Stream.of(block.text(CLASSES).orElse(String.join(",", Area.words())).split(",", -1)).map(String::strip)
                .forEach(word -> areas.add(area(word)));
        ReceiverKind.Pace pace = new ReceiverKind.Pace(usual.most(), block.duration(GATHER).orElse(usual.gather()),
                block.integer(RATE).orElse(usual.mostPerHour()));
        return new Selection(Severity.ofWord(block.choice(LEAST).orElseThrow()), areas,
                Duration.ofHours(block.integer(REPEAT).orElseThrow()), block.choice(RESOLVED).equals(Optional.of("yes")), pace);
    }

    private static Area area(String word) {
        if (!Area.words().contains(word)) {
            throw new IllegalArgumentException(
                    CLASSES + " names \"" + word + "\", which is no class; there are " + String.join(", ", Area.words()));
        }
        return Area.ofWord(word);
    }

    /** Whether the receiver wants to hear of it. That an alarm is resolved has the severity of the alarm. */
    public boolean takes(Notice notice) {
        Phase phase = notice.what().phase();
        return notice.severity().compareTo(least) >= 0 && areas.contains(notice.what().area())
                && (phase != Phase.RESOLVED || hearsResolved);
    }
}
