package dev.vigil.server.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.vigil.recovery.AdminLock;
import dev.vigil.recovery.Readiness;
import dev.vigil.admin.NodeAdministration.LivenessView;
import dev.vigil.comm.OwnVersion;
import dev.vigil.comm.heartbeat.DetectionFigures;
import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.store.LcdStore;
import dev.vigil.platform.Halt;
import dev.vigil.recovery.KitLimits;
import dev.vigil.server.guarding.GuardFigures;
import dev.vigil.server.kithost.KitHost;
import dev.vigil.server.loop.ControllerLoop;
import dev.vigil.server.notify.Notification;

/** What an operator must know first, in the order of how much it matters. */
final class Warnings {
    private static final long MUCH_LAG = 5_000;
    private final NodeVersion own = OwnVersion.read();

    private final NodeId self;
    private final Halt.Method halt;
    private final ControllerLoop loop;
    private final LcdStore store;
    private final KitHost kits;
    private final LivenessWatch liveness;
    private final Notification notification;
    private final Supplier<GuardFigures> guard;

    /** What there is to warn of. */
    record Sources(LcdStore store, KitHost kits, LivenessWatch liveness, Halt.Method halt, Notification notification,
            Supplier<GuardFigures> guard) {}

    Warnings(NodeId self, ControllerLoop loop, Sources sources) {
        this.self = self;
        this.guard = sources.guard();
        this.loop = loop;
        this.store = sources.store();
        this.kits = sources.kits();
        this.liveness = sources.liveness();
        this.halt = sources.halt();
        this.notification = sources.notification();
    }

    boolean isImpaired() {
        return loop.impairment().isPresent();
    }

    Optional<AdminLock> adminLock() {
        return loop.adminLock();
    }

    List<Readiness> readiness() {
        return loop.readiness();
    }

    List<String> list() {
        List<String> warnings = new ArrayList<>();
        loop.impairment().ifPresent(why -> warnings.add("This node is impaired and decides nothing: " + why));
        store.failure().ifPresent(why -> warnings.add("Nothing can be stored: " + why));
        warnings.addAll(loop.alarms());
        resources(store.state(), warnings);
        kits.barred().forEach((tag, why) -> warnings.add("Resource " + tag + " takes no action here: " + why));
        network(liveness.view(), warnings);
        guarded(guard.get(), warnings);
        halting(warnings);
        warnings.addAll(notification.warnings());
        if (store.mirrorLag() > MUCH_LAG) {
            warnings.add("The query database is " + store.mirrorLag() + " changes behind; decisions do not wait for it.");
        }
        return warnings;
    }

    private static void guarded(GuardFigures figures, List<String> warnings) {
        if (figures.isWanted() && !figures.isWatching()) {
            warnings.add("No guard watches this node at the moment: if its process stood still, its applications would go on.");
        }
        figures.gateTrouble()
                .ifPresent(why -> warnings.add("The kernel holds no gate for the addresses of this node, which leave by"
                        + " their lifetime alone, within 2 s: " + why));
    }

    private static void resources(LcdState lcd, List<String> warnings) {
        lcd.statuses().forEach((node, status) -> status.rows().values().forEach(row -> {
            if (row instanceof StateRow state && state.state() == ResourceState.OSF) {
                warnings.add("Resource " + state.tag() + " has failed on " + node + ": " + state.reason());
            } else if (row instanceof StateRow marked && marked.state() == ResourceState.ISP && !marked.reason().isEmpty()) {
                warnings.add("Resource " + marked.tag() + " on " + node + ": " + marked.reason());
            }
        }));
    }

    /** A wish that will not be fulfilled must be seen before it is needed. */
    private void halting(List<String> warnings) {
        List<String> tags = store.state().config().instances().stream().filter(row -> row.node().equals(self))
                .filter(row -> KitLimits.ladderEnd(row) == KitLimits.LadderEnd.HALT).map(row -> row.tag().value()).toList();
        if (halt == Halt.Method.OFF && !tags.isEmpty()) {
            warnings.add("limit.remove-fails=halt of " + String.join(", ", tags)
                    + " does nothing on this node: conf/vigil.yaml does not allow that it ends its machine (halt).");
        }
    }

    private void network(LivenessView view, List<String> warnings) {
        view.peers().forEach((peer, figures) -> {
            figures.version().filter(version -> !version.understands(own)).ifPresent(version -> warnings.add("Node " + peer
                    + " speaks protocol " + version.protocol() + ", this node " + own.protocol()
                    + ": they only hear that the other lives. Nothing moves between them until both have the same version."));
            if (figures.health() != PeerHealth.ALIVE) {
                warnings.add("Node " + peer + " is " + figures.health() + ".");
            }
            DetectionFigures detection = figures.measured().detection();
            if (!detection.isBoundMet()) {
                warnings.add("Detection cannot meet the bound: the paths to " + peer + " would need "
                        + detection.needed().toMillis() + " ms for fewer than one false verdict in ten years, and "
                        + detection.inForce().toMillis() + " ms are in force. vigil path list shows which path it is.");
            }
        });
        view.paths().forEach((path, figures) -> {
            if (figures.health() == PathHealth.SILENT) {
                warnings.add("Path " + path + " is silent.");
            }
        });
    }
}
