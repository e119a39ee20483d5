package dev.vigil.server.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.lcd.journal.DiskFiles;
import dev.vigil.lcd.journal.JournalOptions;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.Timing;
import dev.vigil.lcd.store.LcdStore;
import dev.vigil.platform.Platform;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.NoteCode;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.Request;
import dev.vigil.recovery.RequestId;
import dev.vigil.server.kithost.Facilities;
import dev.vigil.server.kithost.KitCatalog;
import dev.vigil.server.kithost.KitHost;
import dev.vigil.server.kithost.KitLimits;

/**
 * A thousand resources with the real controller, loop, store and kit host. It prints how long decisions take, and the whole against the
 * critical path; only that all comes in and goes out is judged, since the machine may be busy. {@code -Dvigil.hierarchy.action-ms=20}
 * lets each action take longer than the 5 ms of every build.
 */
final class HierarchyTest {
    private static final Duration ACTION = Duration.ofMillis(Integer.getInteger("vigil.hierarchy.action-ms", 5));
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    private Path folder;

    @Test
    void aThousandBesideEachOther() throws Exception {
        run("1,000 wide", new Hierarchy(1_000, 1));
    }

    @Test
    void tenChainsOfAHundred() throws Exception {
        run("10 wide, 100 deep", new Hierarchy(10, 100));
    }

    private void run(String name, Hierarchy hierarchy) throws Exception {
        try (LcdStore store = LcdStore.open(new DiskFiles(), folder.resolve("lcd"), JournalOptions.Presence.MAY_BE_NEW)) {
            CompletableFuture<Object> stored = new CompletableFuture<>();
            store.store(List.of(new Entry.ConfigReplaced(hierarchy.config())), stored::complete);
            stored.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Played hands = new Played();
            try (KitHost kits = new KitHost(KitCatalog.of(List.of(new SleepingKit(ACTION))), Facilities.NONE, KitLimits.DEFAULT,
                    () -> Timing.DEFAULT, hands::offer);
                    ControllerLoop loop = new ControllerLoop(ClusterView.before(Hierarchy.NODE), Platform.current().clock(),
                            store,
                            hands, new ControllerLoop.Turns(() -> {}, now -> {}, () -> Duration.ofMillis(50),
                                    (before, at, event, step) -> {}))) {
                hands.loop = loop;
                hands.kits = kits;
                long began = System.nanoTime();
                loop.offer(started(store));
                loop.start();
                hands.inService.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                tell(name + ", in service", hierarchy, loop, System.nanoTime() - began);
                assertTrue(loop.view().lcd().status(Hierarchy.NODE).rows().values().stream().filter(StateRow.class::isInstance)
                        .allMatch(row -> ((StateRow) row).state() == ResourceState.ISP));
                began = System.nanoTime();
                loop.offer(new Event.OperatorAsked(new RequestId(1), "test",
                        new Request.Shutdown(Request.ShutdownStrategy.OUT_OF_SERVICE)));
                assertEquals(Reply.Done.class, hands.stopped.get(PATIENCE_SECONDS, TimeUnit.SECONDS).getClass());
                tell(name + ", out of service", hierarchy, loop, System.nanoTime() - began);
            }
        }
    }

    private static Event started(LcdStore store) {
        return new Event.Started(Hierarchy.NODE, new Incarnation(1, 1), store.state());
    }

    private static void tell(String what, Hierarchy hierarchy, ControllerLoop loop, long nanos) {
        double critical = hierarchy.criticalPath(KitLimits.DEFAULT.running()) * (double) ACTION.toNanos();
        StepFigures steps = loop.steps();
        System.out.printf(Locale.ROOT,
                "%s: %.0f ms, %.2f of the critical path of %.0f ms; %d decisions so far, mean %.2f ms, longest %.1f ms%n", what,
                nanos / 1e6, nanos / critical, critical / 1e6, steps.count(), steps.total().toNanos() / 1e6 / steps.count(),
                steps.longest().toNanos() / 1e6);
    }

    /** Hands that call kits, and watch for the two ends. */
    private static final class Played implements Hands {
        private final CompletableFuture<NoteCode> inService = new CompletableFuture<>();
        private final CompletableFuture<Reply> stopped = new CompletableFuture<>();
        private volatile ControllerLoop loop;
        private volatile KitHost kits;

        void offer(Event event) {
            loop.offer(event);
        }

        @Override
        public void tell(Decision.Tell tell) {
            throw new IllegalStateException("there is nobody to tell");
        }

        @Override
        public void callKit(Decision.CallKit call) {
            kits.call(call);
        }

        @Override
        public void abandon(Decision.AbandonKitCall call) {
            kits.abandon(call.call());
        }

        @Override
        public void gate(Decision.Gate gate) {
            // there are no addresses
        }

        @Override
        public void seekLease(Decision.SeekLease seek) {
            throw new IllegalStateException("nobody votes here");
        }

        @Override
        public void endLease(Decision.EndLease end) {
            throw new IllegalStateException("nobody votes here");
        }

        @Override
        public void certify(Decision.Certify certify) {
            throw new IllegalStateException("nobody votes here");
        }

        @Override
        public void askSafety(Decision.AskSafety question) {
            throw new IllegalStateException("nothing is asked here");
        }

        @Override
        public void fence(Decision.Fence fence) {
            throw new IllegalStateException(fence.victim().value());
        }

        @Override
        public void abandonFence(Decision.AbandonFence fence) {
            throw new IllegalStateException("nobody is fenced here");
        }

        @Override
        public void halt(Decision.Halt halt) {
            throw new IllegalStateException(halt.why());
        }

        @Override
        public void answer(Decision.Answer answer) {
            stopped.complete(answer.reply());
        }

        @Override
        public void note(Decision.Noted noted) {
            if (noted.note().code() == NoteCode.IN_SERVICE) {
                inService.complete(noted.note().code());
            }
        }
    }
}
