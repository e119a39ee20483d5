package dev.vigil.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

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

    private final boolean isTold;
    private final List<String> lines = new ArrayList<>();
    private long hash = FNV_START;

    /** Nothing is printed or kept unless somebody is to be told. */
    Trace(boolean isTold) {
        this.isTold = isTold;
    }

    void add(Ticks at, String who, char sign, Supplier<Block> what) {
        if (isTold) {
            add(at, who, sign, String.join(JOIN, BlockText.print(what.get(), "").stream().map(String::strip).toList()));
        }
    }

    void add(Ticks at, String who, char sign, String what) {
        if (!isTold) {
            return;
        }
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
