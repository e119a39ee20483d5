package dev.vigil.comm.netty;

import dev.vigil.lcd.model.Timing;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * Prints what a heartbeat costs: CPU time of the two loop threads, per heartbeat sent and received, of two nodes in this process
 * with two paths at the given interval. Arguments: interval in milliseconds, seconds to measure.
 */
final class HeartbeatCost {
    private HeartbeatCost() {}

    public static void main(String[] arguments) {
        int interval = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        TestTrust trust = new TestTrust();
        Timing timing = new Timing("measured", Duration.ofMillis(interval), Duration.ofMillis(interval * 22L));
        try (TestNode alpha = new TestNode("alpha", 1, trust); TestNode bravo = new TestNode("bravo", 1, trust)) {
            alpha.manager.configure(TestNode.topology("alpha", timing, 2, "bravo"));
            bravo.manager.configure(TestNode.topology("bravo", timing, 2, "alpha"));
            TestNode.pause(5_000);
            long sent = sent(alpha) + sent(bravo);
            long cpu = loopCpu();
            TestNode.pause(seconds * 1_000L);
            long heartbeats = sent(alpha) + sent(bravo) - sent;
            double micros = (loopCpu() - cpu) / 1e3;
            System.out.printf("%d heartbeats in %d s, %.1f us of CPU for each sent and received, %.2f %% of one core per node%n",
                    heartbeats, seconds, micros / heartbeats, micros / 1e4 / seconds / 2);
            System.out.printf("turns late by more than an interval: %d of %d; worst %.1f ms; largest joint silence %.1f ms%n",
                    alpha.statistics().lateTurns(), alpha.statistics().turns(), alpha.statistics().ownStall().toNanos() / 1e6,
                    alpha.statistics().peers().getFirst().largestJointSilence().toNanos() / 1e6);
        }
    }

    private static long sent(TestNode node) {
        return node.statistics().peers().getFirst().paths().stream().mapToLong(path -> path.sent()).sum();
    }

    private static long loopCpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith("vigil-heartbeat")) {
                sum += threads.getThreadCpuTime(info.getThreadId());
            }
        }
        return sum;
    }
}
