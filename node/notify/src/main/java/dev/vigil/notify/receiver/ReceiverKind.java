package dev.vigil.notify.receiver;

import java.time.Duration;
import java.util.Optional;

import dev.vigil.kit.PropertySchema;

/** One way of telling. Making or asking one loads no library; {@link #open} does. */
public interface ReceiverKind {
    String word();

    /** One line for the operator. */
    String description();

    /** What such a receiver has besides {@link Selection#COMMON}. */
    PropertySchema properties();

    /** What nobody may see. All of them optional here: what goes with what is for {@link #complaint}. */
    PropertySchema secrets();

    Pace pace();

    /** What is wrong with values that are each right; a sentence. */
    Optional<String> complaint(Settings settings);

    /** For settings without a complaint. Connects to nobody yet. */
    Channel open(Settings settings, Self self);

    /**
     * How much at a time.
     *
     * @param most notices of one batch
     * @param gather how long the first notice waits for others
     * @param mostPerHour batches in an hour
     */
    record Pace(int most, Duration gather, int mostPerHour) {}
}
