package dev.vigil.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.Request;

/** What becomes of hierarchies whose lease is lost, drawn at random; in some worlds operators change that meanwhile. */
final class TenuresDrawn {
    private static final int MOST_CHANGES = 4;
    private static final int FROZEN_MILLIS = 8_000;
    private static final String LOSS = "p.policy.lease-loss";
    private static final String LEASE = "p.policy.lease";
    private static final List<String> LONG = List.of(LOSS + "=long-lease", LEASE + "=3s");

    private TenuresDrawn() {}

    /** Every node that can run anything has a fence device, so that any of them may be chosen. */
    static void into(SplitMix64 random, List<String> lines, boolean isLongAllowed) {
        if (random.below(2) == 0) {
            return; // all are killed
        }
        lines.replaceAll(line -> line.contains(" needs=") ? line + drawn(random, isLongAllowed) : line);
        for (String node : List.of("alpha", "bravo")) {
            lines.add("fence name=" + node + " node=" + node + " step=1 action=reboot agent=/sbin/fence limit-ms=5000");
        }
    }

    private static String drawn(SplitMix64 random, boolean isLongAllowed) {
        return switch (random.below(3)) {
            case 0 -> "";
            case 1 -> isLongAllowed ? " " + String.join(" ", LONG) : "";
            default -> " " + LOSS + "=fence";
        };
    }

    /** The host of an owner stands still for longer than any lease; and operators choose anew, in some worlds. */
    static List<Fault> of(SplitMix64 random, LcdState lcd, int fromMillis, int forMillis) {
        List<Fault> faults = new ArrayList<>();
        if (lcd.config().fences().isEmpty()) {
            return faults;
        }
        List<NodeId> nodes = lcd.config().fences().stream().map(row -> row.node()).toList();
        if (random.below(3) == 0) {
            faults.add(new Fault.Freeze(Ticks.ofMillis(fromMillis + random.below(forMillis)),
                    Duration.ofMillis(1_000 + random.below(FROZEN_MILLIS)), nodes.get(random.below(nodes.size()))));
        }
        List<Tag> tags = lcd.config().resources().stream().map(ResourceRow::tag).toList();
        for (int left = random.below(2) == 0 ? 0 : random.below(MOST_CHANGES); left > 0; left--) {
            SortedMap<String, String> values = new TreeMap<>();
            values.put(LOSS, List.of("kill", "long-lease", "fence").get(random.below(3)));
            values.put(LEASE, 2 + random.below(4) + "s");
            faults.add(new Fault.Rule(Ticks.ofMillis(fromMillis + random.below(forMillis)), nodes.get(random.below(nodes.size())),
                    new Request.ChangeResource(tags.get(random.below(tags.size())), Optional.empty(), values, new TreeSet<>())));
        }
        return faults;
    }
}
