package dev.vigil.comm.heartbeat;

import dev.vigil.comm.heartbeat.LivenessEvent.PeerChanged;
import dev.vigil.lcd.model.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A pair of nodes under losses for simulated hours: false verdicts, and how much room is left between the longest silence and the detection
 * time. As a program it prints the table of docs/adr/0012: {@code AdaptiveDetection HOURS [SEED]}.
 */
final class AdaptiveDetection {
    /** What was seen in one run of one kind of network. {@code longest} and {@code time} of the side that had less room. */
    record Outcome(Losses losses, double hours, int falseVerdicts, Duration longest, Duration time, boolean isBoundMet) {
        double headroom() {
            return (double) time.toNanos() / Math.max(1, longest.toNanos());
        }
    }

    /** {@code burst} is the mean number of heartbeats that one loss takes, on each path for itself. */
    record Losses(Timing timing, int paths, double share, int burst) {}

    private AdaptiveDetection() {}

    static Outcome run(Losses losses, long seed, Duration lasts) {
        PairWorld world = new PairWorld(losses.timing(), seed, losses.paths()).millis(1000);
        world.loss = losses.share();
        world.meanBurst = losses.burst();
        int falseVerdicts = 0;
        boolean isBoundMet = true;
        Duration longest = Duration.ZERO;
        Duration time = losses.timing().longest();
        for (Duration passed = Duration.ZERO; passed.compareTo(lasts) < 0; passed = passed.plusMinutes(1)) {
            world.seen.clear();
            world.run(Duration.ofMinutes(1));
            falseVerdicts += (int) world.seen.stream()
                    .filter(one -> one.event() instanceof PeerChanged changed && changed.health() != PeerHealth.ALIVE).count();
            for (PairWorld.Host host : List.of(world.alpha, world.bravo)) {
                PeerStatistics peer = host.machine.statistics().getFirst();
                isBoundMet &= peer.detection().isBoundMet();
                if (peer.detection().longest().compareTo(longest) > 0) {
                    longest = peer.detection().longest();
                    time = peer.detection().inForce();
                }
            }
        }
        return new Outcome(losses, lasts.toMinutes() / 60.0, falseVerdicts, longest, time, isBoundMet);
    }

    static List<Losses> kinds(Timing timing) {
        List<Losses> kinds = new ArrayList<>();
        for (int paths = 1; paths <= 3; paths++) {
            for (double share : new double[]{0.1, 0.3}) {
                for (int burst : new int[]{1, 5, 10}) {
                    kinds.add(new Losses(timing, paths, share, burst));
                }
            }
        }
        return kinds;
    }

    public static void main(String[] args) {
        Duration lasts = Duration.ofHours(Long.parseLong(args[0]));
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        System.out.println(
                "| profile | paths | loss | mean burst | hours | false verdicts | longest silence | detection | headroom | bound |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (Timing timing : List.of(Timing.DEFAULT, Timing.FAST)) {
            for (Losses losses : kinds(timing)) {
                Outcome seen = run(losses, seed, lasts);
                System.out.printf("| `%s` | %d | %.0f %% | %d | %.0f | %d | %d ms | %d ms | %.1f | %s |%n", timing.profile(),
                        losses.paths(), losses.share() * 100, losses.burst(), seen.hours(), seen.falseVerdicts(),
                        seen.longest().toMillis(), seen.time().toMillis(), seen.headroom(),
                        seen.isBoundMet() ? "met" : "not met");
            }
        }
    }
}
