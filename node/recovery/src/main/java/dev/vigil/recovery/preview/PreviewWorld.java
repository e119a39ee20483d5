package dev.vigil.recovery.preview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.FenceOutcome;
import dev.vigil.recovery.KitCallId;
import dev.vigil.recovery.RecoveryController;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.SafetyAnswer;

/**
 * Nodes in memory, each with the real controller. What is told arrives at once, disks hold, kits obey and take the time they are
 * expected to take; timers do not ring, since all that is previewed begins at once or not at all.
 */
final class PreviewWorld {
    /** No hierarchy leads to more events than this; a circle would. */
    private static final int MOST_EVENTS = 100_000;

    private final Durations durations;
    private final Ticks begin;
    private final boolean isRepairing;
    private final SortedMap<NodeId, ClusterView> views = new TreeMap<>();
    private final SortedSet<String> cuts = new TreeSet<>();
    private final PriorityQueue<Mail> mail = new PriorityQueue<>(Comparator.comparing(Mail::at).thenComparingLong(Mail::number));
    private final List<Course.Step> steps = new ArrayList<>();
    private final List<Reply.Refused> refusals = new ArrayList<>();
    private long numbers;

    /** {@code because}: the action that had to end before it. */
    private record Mail(Duration at, long number, NodeId to, Event event, Optional<Course.Step.Acts> because) {}

    /** {@code isRepairing}: whether what is repaired in place is whole again afterwards. */
    PreviewWorld(SortedMap<NodeId, ClusterView> views, Ticks begin, Durations durations, boolean isRepairing) {
        this.views.putAll(views);
        this.begin = begin;
        this.durations = durations;
        this.isRepairing = isRepairing;
        views.forEach((node, view) -> view.soft().work().calls().forEach((id, call) -> later(node, id, call.tag(), call.action(),
                Duration.ZERO, Optional.empty())));
    }

    SortedMap<NodeId, ClusterView> views() {
        return views;
    }

    List<Course.Step> steps() {
        return steps;
    }

    List<Reply.Refused> refusals() {
        return refusals;
    }

    Ticks now(Duration at) {
        return begin.plus(at);
    }

    /** Nothing that one of them tells reaches the other any more. */
    void cut(NodeId first, NodeId second) {
        cuts.add(first + " " + second);
        cuts.add(second + " " + first);
    }

    void happens(NodeId node, Duration at, Event event) {
        post(node, at, event, Optional.empty());
    }

    private void post(NodeId node, Duration at, Event event, Optional<Course.Step.Acts> because) {
        mail.add(new Mail(at, numbers++, node, event, because));
    }

    /** Until nothing happens any more. */
    void run() {
        int left = MOST_EVENTS;
        while (!mail.isEmpty() && left-- > 0) {
            Mail next = mail.remove();
            ClusterView view = views.get(next.to());
            if (view != null) {
                var step = RecoveryController.step(view, now(next.at()), next.event());
                views.put(next.to(), step.next());
                step.decisions().forEach(decision -> carryOut(next, decision));
            }
        }
    }

    private void carryOut(Mail cause, Decision decision) {
        switch (decision) {
            case Decision.Tell tell -> {
                if (!cuts.contains(cause.to() + " " + tell.peer())) {
                    ClusterView own = views.getOrDefault(cause.to(), ClusterView.before(cause.to()));
                    post(tell.peer(), cause.at(), new Event.PeerSaid(cause.to(), own.incarnation(), tell.note()),
                            cause.because());
                }
            }
            case Decision.CallKit call -> act(cause, call);
            case Decision.Noted noted -> steps.add(new Course.Step.Says(cause.to(), cause.at(), noted.note().facts()));
            case Decision.Answer answer -> {
                if (answer.reply() instanceof Reply.Refused refused) {
                    refusals.add(refused);
                }
            }
            case Decision.AbandonKitCall abandon ->
                post(cause.to(), cause.at(), new Event.KitFinished(abandon.call(), new Outcome.Unknown("given up")),
                        cause.because());
            case Decision.Fence fence ->
                // supposed to be confirmed: whether the agent would is another question
                post(cause.to(), cause.at(), new Event.FenceFinished(fence.number(), new FenceOutcome.Confirmed(Duration.ZERO)),
                        cause.because());
            case Decision.AskSafety ask ->
                // supposed that nobody answers: what is asked is the network as it is then
                post(cause.to(), cause.at(), new Event.SafetyAnswered(ask.number(), new SafetyAnswer.Nobody()), cause.because());
            case Decision.AbandonFence ignored -> {
                /* it was confirmed at once */ }
            case Decision.Store ignored -> {
                /* the view holds it already */ }
            case Decision.WakeAt ignored -> {
                /* see above */ }
            case Decision.SeekLease seek ->
                // supposed to be granted: whether the voters would is another question
                post(cause.to(), cause.at(), new Event.LeaseGranted(seek.unit(), seek.number(), seek.least()), cause.because());
            case Decision.EndLease ignored -> {
                /* the next who asks is granted it */ }
            case Decision.Certify ignored -> {
                /* whoever is asked has granted it already */ }
            case Decision.Gate ignored -> {
                /* shown by its note */ }
            case Decision.Halt ignored -> {
                /* kits obey here: what stops in time ends no machine */ }
        }
    }

    private void act(Mail cause, Decision.CallKit call) {
        Tag tag = call.target().resource().tag();
        if (!isMove(call.action())) {
            later(cause.to(), call.call(), tag, call.action(), cause.at(), cause.because());
            return;
        }
        Course.Step.Acts act = new Course.Step.Acts(cause.to(), cause.at(), tag, call.action(), call.limit(),
                durations.of(cause.to(), tag, call.action()), cause.because());
        steps.add(act);
        later(cause.to(), call.call(), tag, call.action(), cause.at(), Optional.of(act));
    }

    static boolean isMove(Action action) {
        return action == Action.RESTORE || action == Action.REMOVE || action == Action.RECOVER;
    }

    private void later(NodeId node, KitCallId call, Tag tag, Action action, Duration from, Optional<Course.Step.Acts> because) {
        Duration took = durations.of(node, tag, action).median();
        Outcome outcome = action == Action.RECOVER && !isRepairing
                ? new Outcome.Failed("supposed not to be repaired in place")
                : new Outcome.Done(took);
        post(node, from.plus(took), new Event.KitFinished(call, outcome), because);
    }
}
