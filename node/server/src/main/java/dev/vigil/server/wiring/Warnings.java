package dev.vigil.server.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.vigil.admin.NodeAdministration.LivenessView;
import dev.vigil.comm.OwnVersion;
import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.store.LcdStore;
import dev.vigil.server.guarding.GuardFigures;
import dev.vigil.server.kithost.KitHost;
import dev.vigil.server.loop.ControllerLoop;

/** What an operator must know first, in the order of how much it matters. */
final class Warnings {
    private static final long MUCH_LAG = 5_000;
    private final NodeVersion own = OwnVersion.read();

    private final ControllerLoop loop;
    private final LcdStore store;
    private final KitHost kits;
    private final LivenessWatch liveness;
    private final Supplier<GuardFigures> guard;

    Warnings(ControllerLoop loop, LcdStore store, KitHost kits, LivenessWatch liveness, Supplier<GuardFigures> guard) {
        this.guard = guard;
        this.loop = loop;
        this.store = store;
        this.kits = kits;
        this.liveness = liveness;
    }

    boolean isImpaired() {
        return loop.impairment().isPresent();
    }

    List<String> list() {
        List<String> warnings = new ArrayList<>();
        loop.impairment().ifPresent(why -> warnings.add("This node is impaired and decides nothing: " + why));
        store.failure().ifPresent(why -> warnings.add("Nothing can be stored: " + why));
        resources(store.state(), warnings);
        kits.barred().forEach((tag, why) -> warnings.add("Resource " + tag + " takes no action here: " + why));
        network(liveness.view(), warnings);
        guarded(guard.get(), warnings);
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
            }
        }));
    }

    private void network(LivenessView view, List<String> warnings) {
        view.peers().forEach((peer, figures) -> {
            figures.version().filter(version -> !version.understands(own)).ifPresent(version -> warnings.add("Node " + peer
                    + " speaks protocol " + version.protocol() + ", this node " + own.protocol()
                    + ": they only hear that the other lives. Nothing moves between them until both have the same version."));
            if (figures.health() != PeerHealth.ALIVE) {
                warnings.add("Node " + peer + " is " + figures.health() + ".");
            }
        });
        view.paths().forEach((path, figures) -> {
            if (figures.health() == PathHealth.SILENT) {
                warnings.add("Path " + path + " is silent.");
            }
        });
    }
}
