package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two nodes and a witness by majority, to which everything happens in turn, each for longer than a lease or shorter, by chance: never do
 * two hosts answer the client. What the kernels say of the address is told beside it: where the guard itself was stopped the address
 * stays on an interface for a while, and answers nobody.
 */
@Tag("lab")
class MajorityTest {
    /** What every commit is shown; every trouble comes where more rounds are asked for. */
    private static final List<MajorityTroubles> COMMIT_TROUBLES = List.of(MajorityTroubles.OWNER_CUT_OFF,
            MajorityTroubles.NODES_CUT, MajorityTroubles.OWNER_STOPPED, MajorityTroubles.OWNER_FROZEN,
            MajorityTroubles.WITNESS_CUT_OFF);
    /** Names of troubles, with commas: those, by chance, in place of all. */
    private static final List<MajorityTroubles> TROUBLES = Stream.of(System.getProperty("vigil.lab.troubles", "").split(","))
            .filter(name -> !name.isEmpty()).map(MajorityTroubles::valueOf).toList();
    private static final int ROUNDS = Integer.getInteger("vigil.lab.rounds", COMMIT_TROUBLES.size());
    private static final long SEED = Long.getLong("vigil.lab.seed", 1);
    private static final boolean IS_DEFAULT = "default".equals(System.getProperty("vigil.lab.profile", "fast"));
    private static final int SHORTEST_MILLIS = 200;
    private static final int SPREAD_MILLIS = 3_000;
    /** The client asks every five milliseconds. */
    private static final long MOMENT_NANOS = 20_000_000;

    private record Round(int number, MajorityTroubles trouble, Duration lasted, long begun, long ended) {
        boolean has(long nanos) {
            return nanos > begun && nanos < ended;
        }
    }

    @Test
    void neverDoTwoHostsAnswer() {
        LabLock.whileHeld(() -> {
            LabProducts product = IS_DEFAULT ? LabProducts.VIGIL_MAJORITY_DEFAULT : LabProducts.VIGIL_MAJORITY_FAST;
            try (Stage stage = new Stage(LabId.ofThisProcess("m"), product.make())) {
                Map<MajorityTroubles, List<Double>> byTrouble = new EnumMap<>(MajorityTroubles.class);
                Random random = new Random(SEED);
                for (int number = 1; number <= ROUNDS; number++) {
                    MajorityTroubles trouble = trouble(number, random);
                    double blackout = round(stage, number, trouble, random);
                    byTrouble.computeIfAbsent(trouble, none -> new ArrayList<>()).add(blackout);
                }
                byTrouble.forEach((trouble, all) -> System.out.println("{\"row\": \"majority-blackout\", \"profile\": \""
                        + (IS_DEFAULT ? "default" : "fast") + "\", \"trouble\": \"" + trouble + "\", " + figures(all) + "}"));
            }
            return true;
        });
    }

    private static MajorityTroubles trouble(int number, Random random) {
        if (TROUBLES.isEmpty() && ROUNDS == COMMIT_TROUBLES.size()) {
            return COMMIT_TROUBLES.get(number - 1);
        }
        List<MajorityTroubles> choice = TROUBLES.isEmpty() ? List.of(MajorityTroubles.values()) : TROUBLES;
        return choice.get(random.nextInt(choice.size()));
    }

    private double round(Stage stage, int number, MajorityTroubles trouble, Random random) {
        try (ProbeProcess probe = new ProbeProcess(stage.lab())) {
            LabHost owner = stage.settle(probe);
            MajorityTroubles.Scene scene = MajorityTroubles.Scene.of(stage, owner, new Freezer());
            Duration lasts = Duration.ofMillis(SHORTEST_MILLIS + random.nextInt(SPREAD_MILLIS));
            long begun = System.nanoTime();
            trouble.begin(scene);
            Pause.of(lasts);
            trouble.end(scene);
            stage.settle(probe);
            Round round = new Round(number, trouble, lasts, begun, System.nanoTime());
            return judge(stage, round, probe.finish());
        }
    }

    private static double judge(Stage stage, Round round, ProbeLog log) {
        double dual = stage.history().dualActiveNanos(round.begun(), round.ended()) / 1e6;
        double together = together(round, log);
        double blackout = log.longestGapNanos(round.begun(), round.ended()) / 1e6;
        System.out.printf(Locale.ROOT, "{\"row\": \"majority\", \"round\": %d, \"trouble\": \"%s\", \"lastedMs\": %d,"
                + " \"blackoutMs\": %.1f, \"moves\": %d, \"twoHoldersMs\": %.1f, \"bothAnswerMs\": %.1f}%n", round.number(),
                round.trouble(), round.lasted().toMillis(), blackout,
                stage.history().moves(round.begun(), round.ended()), dual, together);
        assertTrue(log.sentAt().size() > 10, "the client asked nobody");
        assertEquals(0, together, round.trouble() + ": two hosts answered for the address\n" + stage.diagnosis());
        return blackout;
    }

    /** By the time of the question: a host that was frozen has some in hand when it goes on, and answers those. */
    private static double together(Round round, ProbeLog log) {
        Map<Long, Set<String>> moments = new TreeMap<>();
        log.answers().forEach(answer -> {
            long sent = log.sentAt().get(answer.sequence());
            if (round.has(sent)) {
                moments.computeIfAbsent(sent / MOMENT_NANOS, none -> new TreeSet<>()).add(answer.host());
            }
        });
        // A moment in which the address has just moved has answers of both, one after the other.
        return moments.values().stream().filter(hosts -> hosts.size() > 1).count() * (MOMENT_NANOS / 1e6);
    }

    private static String figures(List<Double> all) {
        List<Double> sorted = all.stream().sorted().toList();
        return String.format(Locale.ROOT, "\"rounds\": %d, \"medianMs\": %.0f, \"greatestMs\": %.0f", sorted.size(),
                sorted.get(sorted.size() / 2), sorted.getLast());
    }
}
