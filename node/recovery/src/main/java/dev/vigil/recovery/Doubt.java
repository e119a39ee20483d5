package dev.vigil.recovery;

import java.util.Comparator;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Tag;

/**
 * One of the two checks of a resource, which may be unable to tell. Each is counted for itself: the cheap one must not excuse the
 * thorough one.
 */
public record Doubt(Tag tag, Action check) implements Comparable<Doubt> {
    private static final Comparator<Doubt> ORDER = Comparator.comparing(Doubt::tag).thenComparing(Doubt::check);

    @Override
    public int compareTo(Doubt other) {
        return ORDER.compare(this, other);
    }
}
