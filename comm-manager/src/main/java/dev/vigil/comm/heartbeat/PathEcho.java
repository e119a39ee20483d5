package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.PathId;
import java.time.Duration;

/** "On this path the highest number I heard from you is {@code sequence}, {@code age} before I sent this." */
public record PathEcho(PathId path, long sequence, Duration age) {}
