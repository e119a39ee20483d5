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
 * Two nodes and a witness by majority, or two and a folder that votes, to which everything happens in turn, each for longer than a lease or shorter, by chance: never do
 * two hosts answer the client. What the kernels say of the address is told beside it: where the guard itself was stopped the address
 * stays on an interface for a while, and answers nobody.
 */
@Tag("lab")
class MajorityTest {
    /** What every commit is shown; every trouble comes where more rounds are asked for. */
    private static final List<MajorityTroubles> COMMIT_TROUBLES = List.of(MajorityTroubles.OWNER_CUT_OFF,
            MajorityTroubles.NODES_CUT, MajorityTroubles.OWNER_STOPPED, MajorityTroubles.OWNER_FROZEN,
            MajorityTroubles.WITNESS_CUT_OFF);
    private static final List<MajorityTroubles> COMMIT_TROUBLES_OF_TWO = List.of(MajorityTroubles.NODES_CUT,
            MajorityTroubles.OWNER_STOPPED, MajorityTroubles.OWNER_WITHOUT_POWER);
    /** Names of troubles, with commas: those, by chance, in place of all. */
    private static final List<MajorityTroubles> TROUBLES = Stream.of(System.getProperty("vigil.lab.troubles", "").split(","))
            .filter(name -> !name.isEmpty()).map(MajorityTroubles::valueOf).toList();
    /** So many rounds for each kind of voters; 0: what every commit is shown. */
    private static final int ROUNDS = Integer.getInteger("vigil.lab.rounds", 0);
    private static final long SEED = Long.getLong("vigil.lab.seed", 1);
    private static final boolean IS_DEFAULT = "default".equals(System.getProperty("vigil.lab.profile", "fast"));
    private static final int SHORTEST_MILLIS = 200;
    private static final int SPREAD_MILLIS = 3_000;
    /** The client asks every five milliseconds. */
    private static final long MOMENT_NANOS = 20_000_000;

    /**
     * When what.
     *
     * @param over when the trouble was at its end; what was stopped or dead begins again then, on the processors of those that serve
     */
    private record Round(int number, MajorityTroubles trouble, Duration lasted, long begun, long over, long ended) {
        boolean has(long nanos) {
            return nanos > begun && nanos < ended;
        }
    }

    /**
     * How long the client had no answer, in milliseconds.
     *
     * @param blackout by the trouble
     * @param afterwards when it was over
     */
    private record Gaps(double blackout, double afterwards) {}

    @Test
    void neverDoTwoHostsAnswer() {
        run(IS_DEFAULT ? LabProducts.VIGIL_MAJORITY_DEFAULT : LabProducts.VIGIL_MAJORITY_FAST, COMMIT_TROUBLES,
                Stream.of(MajorityTroubles.values()));
    }

    @Test
    void neverDoTwoHostsAnswerWhereAFolderVotes() {
        run(IS_DEFAULT ? LabProducts.VIGIL_STORAGE_DEFAULT : LabProducts.VIGIL_STORAGE_FAST, COMMIT_TROUBLES_OF_TWO,
                Stream.of(MajorityTroubles.values()).filter(MajorityTroubles::isOfTwo));
    }

    private void run(LabProducts product, List<MajorityTroubles> ofCommit, Stream<MajorityTroubles> possible) {
        List<MajorityTroubles> all = possible.filter(trouble -> TROUBLES.isEmpty() || TROUBLES.contains(trouble)).toList();
        LabLock.whileHeld(() -> {
            Product made = product.make();
            try (Stage stage = new Stage(LabId.ofThisProcess("m"), made)) {
                Map<MajorityTroubles, List<Gaps>> byTrouble = new EnumMap<>(MajorityTroubles.class);
                Random random = new Random(SEED);
                for (int number = 1; number <= (ROUNDS == 0 ? ofCommit.size() : ROUNDS); number++) {
                    MajorityTroubles trouble = ROUNDS == 0 ? ofCommit.get(number - 1) : all.get(random.nextInt(all.size()));
                    Gaps gaps = round(stage, number, trouble, random);
                    byTrouble.computeIfAbsent(trouble, none -> new ArrayList<>()).add(gaps);
                }
                byTrouble.forEach((trouble, each) -> System.out.println("{\"row\": \"majority-blackout\", \"product\": \""
                        + made.name() + "\", \"profile\": \"" + made.profile() + "\", \"trouble\": \"" + trouble + "\", "
                        + figures(each) + "}"));
            }
            return true;
        });
    }

    private Gaps round(Stage stage, int number, MajorityTroubles trouble, Random random) {
        try (ProbeProcess probe = new ProbeProcess(stage.lab())) {
            LabHost owner = stage.settle(probe);
            MajorityTroubles.Scene scene = MajorityTroubles.Scene.of(stage, owner, new Freezer());
            Duration lasts = Duration.ofMillis(SHORTEST_MILLIS + random.nextInt(SPREAD_MILLIS));
            long begun = System.nanoTime();
            trouble.begin(scene);
            Pause.of(lasts);
            long over = System.nanoTime();
            trouble.end(scene);
            stage.settle(probe);
            Round round = new Round(number, trouble, lasts, begun, over, System.nanoTime());
            return judge(stage, round, probe.finish());
        }
    }

    private static Gaps judge(Stage stage, Round round, ProbeLog log) {
        double dual = stage.history().dualActiveNanos(round.begun(), round.ended()) / 1e6;
        double together = together(round, log);
        double blackout = log.longestGapBegunNanos(round.begun(), round.over()) / 1e6;
        double after = log.longestGapBegunNanos(round.over(), round.ended()) / 1e6;
        System.out.printf(Locale.ROOT, "{\"row\": \"majority\", \"round\": %d, \"trouble\": \"%s\", \"lastedMs\": %d,"
                + " \"blackoutMs\": %.1f, \"afterwardsMs\": %.1f, \"moves\": %d, \"twoHoldersMs\": %.1f, \"bothAnswerMs\": %.1f}%n",
                round.number(), round.trouble(), round.lasted().toMillis(), blackout, after,
                stage.history().moves(round.begun(), round.ended()), dual, together);
        assertTrue(log.sentAt().size() > 10, "the client asked nobody");
        assertEquals(0, together, round.trouble() + ": two hosts answered for the address\n" + stage.diagnosis());
        return new Gaps(blackout, after);
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

    private static String figures(List<Gaps> all) {
        List<Double> blackouts = all.stream().map(Gaps::blackout).sorted().toList();
        List<Double> after = all.stream().map(Gaps::afterwards).sorted().toList();
        return String.format(Locale.ROOT,
                "\"rounds\": %d, \"medianMs\": %.0f, \"greatestMs\": %.0f, \"afterwardsMedianMs\": %.0f, \"afterwardsGreatestMs\": %.0f",
                all.size(), blackouts.get(all.size() / 2), blackouts.getLast(), after.get(all.size() / 2), after.getLast());
    }
}
