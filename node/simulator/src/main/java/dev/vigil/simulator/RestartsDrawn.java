package dev.vigil.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;

/** Restarts of a scenario, drawn at random: back in time or too late, alone or with a crash or a power failure beside it. */
final class RestartsDrawn {
    private static final int MOST = 6;
    private static final int WITHIN_SECONDS = 10;
    private static final int SOON_MILLIS = 3_000;
    private static final int LATE_MILLIS = 16_000;
    private static final int BESIDE_MILLIS = 4_000;

    private RestartsDrawn() {}

    /** Two nodes, or three; each is back within seconds, so that a life of the world sees what becomes of one that is late. */
    static List<String> settings(SplitMix64 random) {
        List<String> nodes = random.below(3) == 0 ? List.of("alpha", "bravo", "charlie") : List.of("alpha", "bravo");
        List<String> lines = new ArrayList<>(nodes.stream().map(node -> "node name=" + node).toList());
        lines.addAll(within(nodes));
        return lines;
    }

    static List<String> within(List<String> nodes) {
        return nodes.stream().map(node -> "ruling at=2026-03-04T10:00:00Z by=\"\" matter=setting node=" + node
                + " number=1 reason=\"\" subject=restart-within word=" + WITHIN_SECONDS).toList();
    }

    static List<Fault> of(SplitMix64 random, LcdState lcd, int fromMillis, int forMillis) {
        List<NodeId> nodes = List.copyOf(lcd.statuses().keySet());
        List<Fault> faults = new ArrayList<>();
        for (int left = 1 + random.below(MOST); left > 0; left--) {
            NodeId node = nodes.get(random.below(nodes.size()));
            int at = fromMillis + random.below(forMillis);
            faults.add(
                    new Fault.Restart(Ticks.ofMillis(at), lasts(random, random.below(3) == 0 ? LATE_MILLIS : SOON_MILLIS), node));
            Ticks beside = Ticks.ofMillis(at + random.below(BESIDE_MILLIS));
            switch (random.below(5)) {
                case 0 -> faults.add(new Fault.PowerOff(beside, lasts(random, SOON_MILLIS), node));
                case 1 -> faults.add(new Fault.Kill(beside, lasts(random, SOON_MILLIS), node));
                case 2 -> faults.add(new Fault.Freeze(beside, lasts(random, SOON_MILLIS), node));
                default -> {
                    /* alone */ }
            }
        }
        return faults;
    }

    private static Duration lasts(SplitMix64 random, int mostMillis) {
        return Duration.ofMillis(100 + random.below(mostMillis));
    }
}
