package dev.vigil.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.QuorumLoss;
import dev.vigil.lcd.model.QuorumMode;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.QuorumStorage;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.quorum.VoterSet;

/** Exchanges of voters in a scenario, drawn at random: one, several or all witnesses, a folder, other lengths; often with a crash beside it. */
final class ExchangesDrawn {
    private static final int MOST = 6;
    private static final int SOON_MILLIS = 3_000;
    private static final int BESIDE_MILLIS = 400;
    /** For so long after it was asked for a node may not have heard of an exchange. */
    private static final Duration HEARD_AFTER = Duration.ofSeconds(20);
    private static final Duration FOR_GOOD = Duration.ofHours(1);
    private static final int TIMES_SAID = 3;
    private static final Epoch LEAST = new Epoch(1_000_000);
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

    /**
     * Most voters lose power for good, one of them perhaps not, and on one that is left a person says so, more than once: a node that is cut off
     * at the moment cannot agree.
     */
    static List<Fault> loss(SplitMix64 random, LcdState lcd, int afterMillis) {
        QuorumRow present = lcd.config().quorum().orElseThrow();
        NodeId left = random.below(2) == 0 ? ALPHA : BRAVO;
        TreeSet<NodeId> lost = new TreeSet<>(present.voters());
        lost.remove(left);
        List<Fault> faults = new ArrayList<>();
        int at = afterMillis;
        int returning = random.below(2 * lost.size());
        for (NodeId node : lost) {
            at += random.below(SOON_MILLIS);
            Duration lasts = returning-- == 0 ? Duration.ofSeconds(25 + random.below(15)) : FOR_GOOD;
            faults.add(new Fault.PowerOff(Ticks.ofMillis(at), lasts, node));
        }
        TreeSet<NodeId> said = new TreeSet<>(lost);
        if (present.storage().isPresent()) {
            said.add(VoterSet.STORAGE);
            for (NodeId node : lcd.statuses().keySet()) {
                faults.add(new Fault.NoFolder(Ticks.ofMillis(at), FOR_GOOD, node));
            }
        }
        for (int again = 1; again <= TIMES_SAID; again++) {
            at += 1_500 + random.below(SOON_MILLIS);
            QuorumRow row = new QuorumRow(QuorumMode.MAJORITY, 1 + at, new TreeSet<>(List.of(left)), present.lease(),
                    present.kill(),
                    present.tick()).with(new QuorumLoss(said, LEAST));
            faults.add(new Fault.Exchange(Ticks.ofMillis(at), left, row, List.copyOf(lost)));
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

    /** Who is lost is struck by nothing else. */
    static boolean isBeside(Fault fault, List<Fault> losses) {
        return losses.stream().flatMap(loss -> struck(loss).stream()).noneMatch(struck(fault).stream().toList()::contains);
    }

    private static Optional<NodeId> struck(Fault fault) {
        return switch (fault) {
            case Fault.PowerOff off -> Optional.of(off.node());
            case Fault.Kill kill -> Optional.of(kill.node());
            case Fault.Restart restart -> Optional.of(restart.node());
            case Fault.OldDisk old -> Optional.of(old.node());
            case Fault.Freeze freeze -> Optional.of(freeze.node());
            default -> Optional.empty();
        };
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
