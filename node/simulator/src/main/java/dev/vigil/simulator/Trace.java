package dev.vigil.simulator;

import java.util.ArrayList;
import java.util.List;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.text.Block;
import dev.vigil.recovery.text.BlockText;
import dev.vigil.recovery.text.Quantity;

/**
 * The story of a world, one line for each change of state: time, who, a sign, what. Signs: {@code <} an event was taken in, {@code >} a
 * decision, {@code !} a fault or something that the world did. Its hash tells two stories apart.
 */
final class Trace {
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final String JOIN = " | ";

    private final List<String> lines = new ArrayList<>();
    private long hash = FNV_START;

    void add(Ticks at, String who, char sign, Block what) {
        add(at, who, sign, String.join(JOIN, BlockText.print(what, "").stream().map(String::strip).toList()));
    }

    void add(Ticks at, String who, char sign, String what) {
        String line = "%s %-8s %s %s".formatted(Quantity.print(at), who, sign, what);
        lines.add(line);
        for (int place = 0; place < line.length(); place++) {
            hash = (hash ^ line.charAt(place)) * FNV_PRIME;
        }
        hash = (hash ^ '\n') * FNV_PRIME;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    String hash() {
        return "%016x".formatted(hash);
    }
}
