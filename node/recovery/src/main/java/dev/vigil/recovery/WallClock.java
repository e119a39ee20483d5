package dev.vigil.recovery;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import dev.vigil.lcd.model.Ticks;

/** What the clock on the wall said when it was last read. Between two readings it goes on with the ticks. */
public record WallClock(Ticks read, Instant wall, ZoneOffset offset) {

    Instant at(Ticks now) {
        return wall.plus(now.since(read));
    }

    OffsetDateTime local(Ticks now) {
        return at(now).atOffset(offset);
    }

    /** When the clock will say so; in the past for what has passed. */
    Ticks when(Instant instant) {
        return read.plus(Duration.between(wall, instant));
    }
}
