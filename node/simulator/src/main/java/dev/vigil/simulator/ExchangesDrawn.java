package dev.vigil.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.QuorumMode;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.QuorumStorage;
import dev.vigil.lcd.model.Ticks;

/** Exchanges of voters in a scenario, drawn at random: one, several or all witnesses, a folder, other lengths; often with a crash beside it. */
final class ExchangesDrawn {
    private static final int MOST = 6;
    private static final int SOON_MILLIS = 3_000;
    private static final int BESIDE_MILLIS = 400;
    /** For so long after it was asked for a node may not have heard of an exchange. */
    private static final Duration HEARD_AFTER = Duration.ofSeconds(20);
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BRAVO = new NodeId("bravo");

    private ExchangesDrawn() {}

    /** Two nodes that run everything, and two or three that can be their witnesses. */
    static List<String> settings(SplitMix64 random) {
        List<String> lines = new ArrayList<>();
        List<String> nodes = random.below(3) == 0
                ? List.of("alpha", "bravo", "whisky", "xray", "yankee")
                : List.of("alpha", "bravo", "whisky", "xray");
        nodes.forEach(node -> lines.add("node name=" + node));
        lines.add(row(random, nodes.stream().map(NodeId::new).toList(), 1).toLine().toString());
        return lines;
    }

    static List<Fault> of(SplitMix64 random, LcdState lcd, int fromMillis, int forMillis) {
        List<NodeId> nodes = List.copyOf(lcd.statuses().keySet());
        List<Fault> faults = new ArrayList<>();
        for (int left = 1 + random.below(MOST); left > 0; left--) {
            int at = fromMillis + random.below(forMillis);
            Optional<NodeId> victim = random.below(2) == 0 ? Optional.of(any(random, nodes)) : Optional.empty();
            List<NodeId> without = random.below(3) == 0 ? List.of(victim.orElse(any(random, nodes))) : List.of();
            faults.add(new Fault.Exchange(Ticks.ofMillis(at), any(random, nodes), row(random, nodes, 1 + at), without));
            if (random.below(4) == 0) { // another one at once
                int next = at + random.below(BESIDE_MILLIS);
                faults.add(new Fault.Exchange(Ticks.ofMillis(next), any(random, nodes), row(random, nodes, 2 + next), without));
            }
            victim.ifPresent(node -> faults.add(beside(random, node, at)));
        }
        return faults;
    }

    private static Fault beside(SplitMix64 random, NodeId node, int at) {
        Ticks when = Ticks.ofMillis(Math.max(0, at - BESIDE_MILLIS + random.below(2 * BESIDE_MILLIS)));
        Duration lasts = Duration.ofMillis(100 + random.below(SOON_MILLIS));
        return switch (random.below(3)) {
            case 0 -> new Fault.PowerOff(when, lasts, node);
            case 1 -> new Fault.Kill(when, lasts, node);
            default -> new Fault.Freeze(when, lasts, node);
        };
    }

    /** A disk that forgets that its node has come to vote with others can make a majority of the past: that is promised nobody. */
    static boolean isWithin(Fault fault, List<Fault> exchanges) {
        return !(fault instanceof Fault.OldDisk old) || exchanges.stream().filter(Fault.Exchange.class::isInstance)
                .allMatch(exchange -> old.at().isBefore(exchange.at())
                        || exchange.at().plus(HEARD_AFTER).isBefore(old.at().minus(old.age())));
    }

    private static QuorumRow row(SplitMix64 random, List<NodeId> nodes, long number) {
        TreeSet<NodeId> voters = new TreeSet<>(List.of(ALPHA, BRAVO));
        List<NodeId> witnesses = nodes.subList(2, nodes.size());
        long[][] lengths = {{300, 80, 15}, {1000, 250, 50}, {600, 100, 30}, {2000, 250, 50}};
        long[] drawn = lengths[random.below(lengths.length)];
        boolean isFolder = random.below(4) == 0;
        if (witnesses.size() > 2 && random.below(3) == 0) {
            voters.addAll(isFolder ? witnesses.subList(1, witnesses.size()) : witnesses);
        } else if (!isFolder) {
            voters.add(any(random, witnesses));
        }
        return new QuorumRow(isFolder ? QuorumMode.STORAGE : QuorumMode.MAJORITY, number, voters, Duration.ofMillis(drawn[0]),
                Duration.ofMillis(drawn[1]), Duration.ofMillis(drawn[2]),
                isFolder ? Optional.of(new QuorumStorage("/votes-" + number, Duration.ofSeconds(3))) : Optional.empty());
    }

    private static NodeId any(SplitMix64 random, List<NodeId> from) {
        return from.get(random.below(from.size()));
    }
}
