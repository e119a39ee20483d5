package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.PathId;
import java.time.Duration;

/**
 * "On this path the highest number I heard from you is {@code sequence}, {@code age} before I sent this; of a thousand of yours I miss
 * {@code lostPermille} lately."
 */
public record PathEcho(PathId path, long sequence, Duration age, int lostPermille) {

    /** A program that does not tell. */
    public static final int UNTOLD = -1;
    private static final int ALL = 1000;

    public PathEcho {
        lostPermille = Math.clamp(lostPermille, UNTOLD, ALL);
    }
}
