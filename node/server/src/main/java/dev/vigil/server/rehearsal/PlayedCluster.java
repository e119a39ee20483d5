package dev.vigil.server.rehearsal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Initialization;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.Priority;
import dev.vigil.lcd.model.RecoveryDirection;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Switchback;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.Timing;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.lcd.model.TypeRow;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.PeerNotes;
import dev.vigil.recovery.RecoveryController;
import dev.vigil.recovery.Request;
import dev.vigil.recovery.RequestId;
import dev.vigil.recovery.SafetyAnswer;
import dev.vigil.recovery.Step;

/**
 * Two controllers in memory that live through a start, a planned move, the death of the owner and its return. Time stands, disks hold,
 * kits obey, and what is told arrives at once. For one thread.
 */
final class PlayedCluster {
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BRAVO = new NodeId("bravo");
    private static final Tag PARENT = new Tag("application");
    private static final Tag CHILD = new Tag("address");
    private static final Duration DETECTION = Timing.FAST.detection();

    private record Mail(Player to, Event event) {}

    private static final class Player {
        final NodeId id;
        ClusterView view;
        LcdState disk = new LcdState(config(), new TreeMap<>());
        long life;
        boolean isUp;

        Player(NodeId id) {
            this.id = id;
            this.view = ClusterView.before(id);
        }

        Incarnation incarnation() {
            return new Incarnation(life, 0);
        }
    }

    private final Player alpha = new Player(ALPHA);
    private final Player bravo = new Player(BRAVO);
    private final Deque<Mail> mail = new ArrayDeque<>();
    private long asked;
    private int restores;

    /** Plays it once; returns how many times something was brought in service. */
    int play() {
        start(alpha);
        start(bravo);
        meet();
        ask(alpha, new Request.InService(PARENT, Optional.of(ALPHA)));
        ask(bravo, new Request.Switchover(PARENT, Optional.of(BRAVO)));
        ask(bravo, new Request.Switchover(PARENT, Optional.of(ALPHA)));
        alpha.isUp = false;
        post(bravo, new Event.PeerChanged(ALPHA, PeerHealth.DEAD, DETECTION));
        deliver();
        start(alpha);
        meet();
        return restores;
    }

    private static Config config() {
        return Config.of(new Revision(1), List.of(new ClusterRow("practice", Timing.FAST),
                new TypeRow(new TypeId("practice"), RecoveryDirection.REMOTE),
                new SystemRow(ALPHA, "alpha:1"), new SystemRow(BRAVO, "bravo:1"),
                new PathRow(new PathId("alpha-bravo/lan1"), ALPHA, "alpha:2", BRAVO, "bravo:2"),
                resource(PARENT), instance(PARENT, ALPHA, 1), instance(PARENT, BRAVO, 10),
                resource(CHILD), instance(CHILD, ALPHA, 1), instance(CHILD, BRAVO, 10)));
    }

    private static ResourceRow resource(Tag tag) {
        return new ResourceRow(tag, new TypeId("practice"), new UnitId("practice"), Initialization.INIT_ISP,
                Switchback.INTELLIGENT, true);
    }

    private static InstanceRow instance(Tag tag, NodeId node, int priority) {
        return new InstanceRow(tag, node, tag.value(), "", new Priority(priority), InstanceRow.Checks.NONE, new TreeMap<>());
    }

    private void start(Player player) {
        player.life++;
        player.isUp = true;
        player.view = ClusterView.before(player.id);
        post(player, new Event.Started(player.id, player.incarnation(), player.disk));
        deliver();
    }

    private void meet() {
        post(alpha, new Event.PeerChanged(BRAVO, PeerHealth.ALIVE, Duration.ZERO));
        post(bravo, new Event.PeerChanged(ALPHA, PeerHealth.ALIVE, Duration.ZERO));
        deliver();
    }

    private void ask(Player player, Request request) {
        asked++;
        post(player, new Event.OperatorAsked(new RequestId(asked), "practice", request));
        deliver();
    }

    private void post(Player to, Event event) {
        mail.add(new Mail(to, event));
    }

    private void deliver() {
        while (!mail.isEmpty()) {
            Mail next = mail.remove();
            Player player = next.to();
            if (player.isUp) {
                Step step = RecoveryController.step(player.view, Ticks.ZERO, next.event());
                player.view = step.next();
                step.decisions().forEach(decision -> carryOut(player, decision));
            }
        }
    }

    private void carryOut(Player player, Decision decision) {
        switch (decision) {
            case Decision.Store store -> store.entries().forEach(entry -> player.disk = player.disk.apply(entry));
            case Decision.Tell tell ->
                post(player == alpha ? bravo : alpha, new Event.PeerSaid(player.id, player.incarnation(),
                        PeerNotes.parse(PeerNotes.print(tell.note()))));
            case Decision.CallKit call -> {
                restores += call.action() == Action.RESTORE ? 1 : 0;
                post(player, new Event.KitFinished(call.call(), new Outcome.Done(Duration.ZERO)));
            }
            case Decision.AbandonKitCall ignored -> {
            }
            case Decision.WakeAt ignored -> {
            }
            case Decision.SeekLease ignored -> {
            }
            case Decision.EndLease ignored -> {
            }
            case Decision.Certify ignored -> {
            }
            case Decision.Gate ignored -> {
            }
            case Decision.Fence ignored -> {
            }
            case Decision.AskSafety ask -> post(player, new Event.SafetyAnswered(ask.number(), new SafetyAnswer.Nobody()));
            case Decision.AbandonFence ignored -> {
            }
            case Decision.Halt ignored -> {
            }
            case Decision.Answer ignored -> {
            }
            case Decision.Noted ignored -> {
            }
        }
    }
}
