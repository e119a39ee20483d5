package dev.vigil.lab;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Does one fault to a settled stage and measures what a client and the kernels saw. Used by one thread at a time. */
public final class FaultRun {
    private static final Duration MOVE_LIMIT = Duration.ofSeconds(20);
    private static final Duration AFTER_MOVE = Duration.ofMillis(1500);
    private static final Duration PATH_WINDOW = Duration.ofSeconds(6);
    private static final Duration PROCESS_WINDOW = Duration.ofSeconds(3);
    private static final int SHORTEST_LEAD_MILLIS = 600;
    private static final int LEAD_SPREAD_MILLIS = 1000;
    private final Stage stage;
    private final Duration lossWindow;
    private final Random random;

    /** {@code seed} decides only how long after the first answer a fault comes, so that it meets every phase of a timer. */
    public FaultRun(Stage stage, Duration lossWindow, long seed) {
        this.stage = stage;
        this.lossWindow = lossWindow;
        random = new Random(seed);
    }

    /** The window in which a fault was in force, and the host that was active before it. */
    private record Window(LabHost active, long fromNanos, long toNanos, Duration faultTook) {}

    /** Waits for the machine's measuring lock, then for a healthy pair, and comes back when the pair is healthy again or gives up. */
    public Repetition measure(Fault fault, int number) {
        return LabLock.whileHeld(() -> measureAlone(fault, number));
    }

    private Repetition measureAlone(Fault fault, int number) {
        try (ProbeProcess probe = new ProbeProcess(stage.lab())) {
            LabHost active = stage.settle(probe);
            Pause.of(Duration.ofMillis(SHORTEST_LEAD_MILLIS + random.nextInt(LEAD_SPREAD_MILLIS)));
            CpuTimes before = CpuTimes.now();
            Window window = endure(fault, active, probe);
            CpuTimes after = CpuTimes.now();
            undo(fault, active);
            Optional<LabFailure> trouble = settleAgain(probe);
            long end = System.nanoTime();
            Map<String, String> values = new LinkedHashMap<>();
            fill(values, window, probe.finish(), end);
            values.put("busyPercent", decimal(after.busyPercentSince(before)));
            values.put("stolenPercent", decimal(after.stolenPercentSince(before)));
            values.putAll(stage.product().figures(stage.lab()));
            values.put("settled", trouble.isEmpty() ? "yes" : "no");
            trouble.ifPresent(failure -> values.put("trouble", firstLine(failure)));
            return new Repetition(stage.product().name(), stage.product().profile(), fault, number, values);
        }
    }

    private Window endure(Fault fault, LabHost active, ProbeProcess probe) {
        Done done = apply(fault, active);
        long begun = done.atNanos();
        switch (fault.rightMoves()) {
            case ONE -> awaitMove(active, probe, begun);
            case NONE -> Pause.of(isLoss(fault) ? lossWindow : PATH_WINDOW);
            case ANY -> Pause.of(PROCESS_WINDOW);
        }
        return new Window(active, begun, System.nanoTime(), done.took());
    }

    private static boolean isLoss(Fault fault) {
        return fault == Fault.LOSS_10 || fault == Fault.LOSS_30;
    }

    private void awaitMove(LabHost active, ProbeProcess probe, long begun) {
        LabHost other = stage.lab().other(active);
        if (Pause.until(MOVE_LIMIT, () -> probe.lastHost().equals(other.name()) && probe.isAnsweredAfter(begun))) {
            Pause.of(AFTER_MOVE);
        }
    }

    /** From when the client's blackout is counted, and how long the fault itself took from its first to its last step. */
    private record Done(long atNanos, Duration took) {}

    private Done apply(Fault fault, LabHost active) {
        LabHost other = stage.lab().other(active);
        LabSwitch cables = stage.lab().cables();
        return switch (fault) {
            case POWER_OFF -> {
                LabHost.PowerOff off = stage.powerOff(active);
                yield new Done(off.atNanos(), off.took());
            }
            case BOTH_CUT -> timed(() -> cables.carrierOff(active.ports()));
            case SILENT_CUT -> timed(() -> cables.dropAll(active.ports()));
            case SWITCHOVER -> timed(() -> stage.product().switchover(active, other));
            case PATH2_CUT -> timed(() -> cables.carrierOff(List.of(active.port(Lan.LAN2))));
            case PATH1_CUT -> timed(() -> cutFirstPath(active, other));
            case LOSS_10 -> timed(() -> cables.lose(10));
            case LOSS_30 -> timed(() -> cables.lose(30));
            case PROCESS_KILL -> timed(() -> stage.kill(active));
            case PROCESS_PAUSE -> timed(() -> stage.pause(active));
        };
    }

    private static Done timed(Runnable action) {
        long called = System.nanoTime();
        action.run();
        return new Done(called, Duration.ofNanos(System.nanoTime() - called));
    }

    private void cutFirstPath(LabHost active, LabHost other) {
        stage.lab().cables().dropBetween(List.of(new LabSwitch.Direction(active.port(Lan.LAN1), other.port(Lan.LAN1)),
                new LabSwitch.Direction(other.port(Lan.LAN1), active.port(Lan.LAN1))));
    }

    private void undo(Fault fault, LabHost active) {
        LabSwitch cables = stage.lab().cables();
        switch (fault) {
            case POWER_OFF -> stage.powerOn(active);
            case BOTH_CUT -> cables.carrierOn(active.ports());
            case PATH2_CUT -> cables.carrierOn(List.of(active.port(Lan.LAN2)));
            case SILENT_CUT, PATH1_CUT, LOSS_10, LOSS_30 -> cables.heal();
            case PROCESS_KILL -> stage.product().start(active);
            case PROCESS_PAUSE -> stage.resume(active);
            case SWITCHOVER -> {
                // a planned move has nothing to be undone
            }
        }
    }

    private Optional<LabFailure> settleAgain(ProbeProcess probe) {
        try {
            stage.settle(probe);
            return Optional.empty();
        } catch (LabFailure e) {
            return Optional.of(e);
        }
    }

    private void fill(Map<String, String> values, Window window, ProbeLog log, long end) {
        long from = window.fromNanos();
        long to = window.toNanos();
        AddressHistory history = stage.history();
        values.put("blackoutMs", millis(log.longestGapNanos(from, to)));
        values.put("lost", Integer.toString(log.lost(from, to)));
        values.put("moves", Integer.toString(history.moves(from, to)));
        values.put("movesAfter", Integer.toString(history.moves(to, end)));
        values.put("returns", Integer.toString(history.returns(from, end)));
        values.put("dualActiveS", decimal(history.dualActiveNanos(from, end) / 1e9));
        values.put("dualAfterS", decimal(history.dualActiveNanos(to, end) / 1e9));
        values.put("healGapMs", millis(log.longestGapNanos(to, end)));
        values.put("before", window.active().name());
        values.put("answeredBy", log.lastHost(to).orElse("nobody"));
        values.put("holdersAtEnd", String.join("+", history.holders(end)));
        values.put("answersAtEndBy", log.lastHost(end).orElse("nobody"));
        values.put("stallMs", millis(log.longestStallNanos(from, to)));
        values.put("lateTicks", Integer.toString(log.lateTicks(from, to)));
        values.put("windowS", decimal((to - from) / 1e9));
        values.put("detectionMs", Long.toString(stage.product().detection().toMillis()));
        values.put("faultTookMs", millis(window.faultTook().toNanos()));
    }

    private static String firstLine(LabFailure failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("").replace('"', '\'');
    }

    private static String millis(long nanos) {
        return decimal(nanos / 1e6);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
