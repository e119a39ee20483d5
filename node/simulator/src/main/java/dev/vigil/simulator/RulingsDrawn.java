package dev.vigil.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.vigil.lcd.model.FlagName;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Occurrence;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.Request;
import dev.vigil.recovery.Standing;

/** What operators rule in a scenario, drawn at random. All of it has run out before the world ends; nothing of it is a lie. */
final class RulingsDrawn {
    private static final int MOST = 10;
    /** The last fault is over by then. */
    private static final int AFTERWARDS_MILLIS = 22_000;
    private static final String WHY = "drawn";

    private final SplitMix64 random;
    private final List<NodeId> nodes;
    private final List<Tag> tags;

    private RulingsDrawn(SplitMix64 random, LcdState lcd) {
        this.random = random;
        this.nodes = List.copyOf(lcd.statuses().keySet());
        this.tags = lcd.config().resources().stream().map(ResourceRow::tag).toList();
    }

    static List<Fault> of(SplitMix64 random, LcdState lcd, int fromMillis, int forMillis) {
        RulingsDrawn drawn = new RulingsDrawn(random, lcd);
        List<Fault> faults = new ArrayList<>();
        for (int left = 1 + random.below(MOST); left > 0; left--) {
            faults.add(new Fault.Rule(Ticks.ofMillis(fromMillis + random.below(forMillis)), drawn.pick(drawn.nodes),
                    drawn.request()));
        }
        return faults;
    }

    /** Who keeps what is contested: drawn while things break, and one for each resource and node that is asked when all is over. */
    static List<Fault> keepers(SplitMix64 random, LcdState lcd, int fromMillis, int forMillis) {
        RulingsDrawn drawn = new RulingsDrawn(random, lcd);
        List<Fault> faults = new ArrayList<>();
        for (int left = random.below(MOST); left > 0; left--) {
            faults.add(new Fault.Rule(Ticks.ofMillis(fromMillis + random.below(forMillis)), drawn.pick(drawn.nodes),
                    new Request.Keep(drawn.pick(drawn.tags), drawn.pick(drawn.nodes), WHY)));
        }
        NodeId keeper = drawn.pick(drawn.nodes);
        drawn.tags.forEach(tag -> drawn.nodes.forEach(asked -> faults.add(new Fault.Rule(
                Ticks.ofMillis(fromMillis + forMillis + AFTERWARDS_MILLIS), asked, new Request.Keep(tag, keeper, WHY)))));
        return faults;
    }

    private Request request() {
        List<Supplier<Request>> kinds = List.of(this::freeze, this::freeze,
                () -> new Request.Unfreeze(subject(), WHY),
                () -> new Request.SetNode(pick(nodes), "confirm-failover", "proceed"),
                () -> new Request.SetNode(pick(nodes), "confirm-within", Integer.toString(1 + random.below(5))),
                () -> new Request.ConfirmFailover(pick(nodes), pick(List.of(Standing.Verdict.PROCEED, Standing.Verdict.STAY)),
                        WHY),
                () -> new Request.ClearFailed(pick(tags), Optional.of(pick(nodes)), WHY),
                () -> new Request.RaiseEvent(pick(tags), new Occurrence("gen", "failed", "", new TreeMap<>())),
                () -> new Request.SetFlag(new FlagName("!nofailover!" + pick(nodes)), pick(nodes)));
        return pick(kinds).get();
    }

    private Request freeze() {
        return new Request.Freeze(subject(), Duration.ofSeconds(1 + random.below(15)), WHY);
    }

    private Optional<Tag> subject() {
        return random.below(2) == 0 ? Optional.empty() : Optional.of(pick(tags));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.below(from.size()));
    }
}
