package dev.vigil.server.decisions;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.vigil.platform.Platform;
import dev.vigil.recovery.RecoveryController;
import dev.vigil.recovery.text.CaseText;
import dev.vigil.recovery.text.Replay;

/** What the decision journal costs: run it by hand in {@code node/server}. All moments of the golden cases, so many times. */
final class DecisionJournalCost {
    private static final int ROUNDS = 200;
    private static final long BETWEEN_MILLIS = 100;
    private static final long END_MILLIS = 3_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private DecisionJournalCost() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Replay.Moment> moments = moments();
        long stepping = 0;
        long telling = 0;
        long events = 0;
        Path folder = Files.createTempDirectory("decisions");
        try (DecisionJournal journal = new DecisionJournal(folder, Platform.current().clock())) {
            for (int round = 0; round < ROUNDS; round++) {
                for (Replay.Moment moment : moments) {
                    long began = System.nanoTime();
                    var step = RecoveryController.step(moment.before(), moment.at(), moment.event());
                    long decided = System.nanoTime();
                    journal.decided(moment.before(), moment.at(), moment.event(), step);
                    if (round >= ROUNDS / 2) {
                        stepping += decided - began;
                        telling += System.nanoTime() - decided;
                        events++;
                    }
                }
                Thread.sleep(BETWEEN_MILLIS);
            }
            Thread.sleep(END_MILLIS);
            System.out.printf(
                    "%d events: the step %.2f us, telling the journal of it %.2f us (%.1f %%); printed and written in %.1f us each%n",
                    events, stepping / 1e3 / events, telling / 1e3 / events, 100.0 * telling / stepping,
                    writerCpu() / 1e3 / (moments.size() * (double) ROUNDS));
        }
    }

    private static List<Replay.Moment> moments() throws IOException {
        List<Replay.Moment> moments = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("../recovery/src/test/cases"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".case")).sorted().toList()) {
                moments.addAll(Replay.of(CaseText.parse(Files.readString(file))).moments());
            }
        }
        moments.removeIf(moment -> moment.before().incarnation().counter() == 0);
        return moments;
    }

    private static long writerCpu() {
        long sum = 0;
        for (ThreadInfo info : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith("vigil-decisions")) {
                sum += THREADS.getThreadCpuTime(info.getThreadId());
            }
        }
        return sum;
    }
}
