package dev.vigil.recovery.preview;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;

/**
 * What would happen, under the assumption of its title. Times count from the failure or the wish. {@code total} is the end of the last
 * action that brings something in or out of service; without a history an action counts as nothing, and the total is a lower bound.
 */
public record Course(String title, List<Step> steps, Duration total, List<Step.Acts> criticalPath, List<String> risks,
        List<String> blocked) {
    public Course {
        steps = List.copyOf(steps);
        criticalPath = List.copyOf(criticalPath);
        risks = List.copyOf(risks);
        blocked = List.copyOf(blocked);
    }

    /** Whether each action of the critical path has a history. */
    public boolean isTotalKnown() {
        return criticalPath.stream().allMatch(act -> act.expected().measured() > 0);
    }

    /** One thing that happens on a node. */
    public sealed interface Step {
        NodeId node();

        Duration at();

        /** The action of a kit; {@code because}: the action whose end it waited for. */
        record Acts(NodeId node, Duration at, Tag tag, Action action, Duration limit, Durations.Expected expected,
                Optional<Acts> because) implements Step {
            public Duration end() {
                return at.plus(expected.median());
            }
        }

        /** A note, as the history would have it. */
        record Says(NodeId node, Duration at, Line note) implements Step {}
    }
}
