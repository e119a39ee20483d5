package dev.vigil.server.loop;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.TimerId;

/** The controller's wishes to be woken: one time for each timer. Used by the controller's thread alone. */
final class Timers {
    /** A wish, ordered by time, then name. */
    private record Wish(Ticks at, TimerId timer) implements Comparable<Wish> {
        private static final Comparator<Wish> ORDER = Comparator.comparing(Wish::at).thenComparing(Wish::timer);

        @Override
        public int compareTo(Wish other) {
            return ORDER.compare(this, other);
        }
    }

    private final TreeSet<Wish> wishes = new TreeSet<>();
    private final Map<TimerId, Wish> byTimer = new HashMap<>();

    void wakeAt(TimerId timer, Ticks at) {
        Wish wish = new Wish(at, timer);
        Wish earlier = byTimer.put(timer, wish);
        if (earlier != null) {
            wishes.remove(earlier);
        }
        wishes.add(wish);
    }

    /** The timer that is due, taken off the list. */
    Optional<TimerId> takeDue(Ticks now) {
        if (wishes.isEmpty() || now.isBefore(wishes.first().at())) {
            return Optional.empty();
        }
        TimerId due = wishes.removeFirst().timer();
        byTimer.remove(due);
        return Optional.of(due);
    }

    Optional<Ticks> next() {
        return wishes.isEmpty() ? Optional.empty() : Optional.of(wishes.first().at());
    }
}
