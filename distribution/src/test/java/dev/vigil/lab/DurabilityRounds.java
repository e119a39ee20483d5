package dev.vigil.lab;

import dev.vigil.lcd.store.H2Damage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * End to end: clients create resources at a real node, its process is killed at a random moment, the file of H2 suffers something, the node is
 * started again and asked for all it ever acknowledged. Some rounds share a home, which then ends in order and has its H2 file compared too.
 */
final class DurabilityRounds implements AutoCloseable {
    private static final int ROUNDS_PER_HOME = 5;
    private static final int LONGEST_WRITING_MILLIS = 1_500;
    private static final Duration FIRST_LIMIT = Duration.ofMinutes(2);
    private final Path folder;
    private final Random random;
    private final Map<H2Damage, Integer> damages = new EnumMap<>(H2Damage.class);
    private final Map<String, String> acknowledged = new TreeMap<>();
    private Optional<DurabilityNode> node = Optional.empty();
    private int rounds;
    private int homes;
    private long total;
    private long unanswered;

    DurabilityRounds(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
    }

    /** An AssertionError says what is lost. */
    void round() throws IOException, SQLException {
        DurabilityNode running = node.isPresent() ? node.get() : newHome();
        rounds++;
        DurabilityWriters writers = new DurabilityWriters(running, "r" + rounds + "c");
        if (random.nextInt(ROUNDS_PER_HOME) > 0) {
            check(Pause.until(FIRST_LIMIT, () -> !writers.acknowledged().isEmpty()), "nothing is acknowledged: " + writers);
        }
        Pause.of(random.nextInt(LONGEST_WRITING_MILLIS), TimeUnit.MILLISECONDS);
        running.kill();
        writers.end();
        acknowledged.putAll(writers.acknowledged());
        total += writers.acknowledged().size();
        unanswered += writers.unanswered();
        H2Damage damage = H2Damage.any(random);
        damage.strike(running.lcd(), random);
        damages.merge(damage, 1, Integer::sum);
        running.start();
        compare(running);
        running.awaitMirror();
        if (rounds % ROUNDS_PER_HOME == 0) {
            endHome();
        }
    }

    private DurabilityNode newHome() throws IOException {
        homes++;
        Path place = Files.createDirectories(folder.resolve("home-" + homes));
        DurabilityNode made = new DurabilityNode(place, place.resolve("vigil"));
        node = Optional.of(made);
        made.start();
        return made;
    }

    private void compare(DurabilityNode running) throws IOException {
        Map<String, String> found = running.infos();
        String status = running.client().get("/v1/status").body();
        acknowledged.forEach((tag, info) -> {
            check(info.equals(found.get(tag)), tag + " was acknowledged with " + info + " and is there with " + found.get(tag));
            check(status.contains("\"" + tag + "\""), tag + " is not in the status");
        });
    }

    /** Ends the node in order and compares the file that it leaves. */
    void endHome() throws IOException, SQLException {
        if (node.isEmpty()) {
            return;
        }
        DurabilityNode ending = node.get();
        SortedSet<String> tags = new TreeSet<>(ending.infos().keySet());
        ending.stop();
        SortedSet<String> inH2 = new TreeSet<>();
        try (var connection = DriverManager.getConnection(
                "jdbc:h2:file:" + ending.lcd().resolve("h2/lcd") + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r", "vigil", "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select tag from instance")) {
            while (rows.next()) {
                inH2.add(rows.getString(1));
            }
        }
        check(inH2.equals(tags), "H2 holds " + inH2.size() + " resources, the node " + tags.size());
        acknowledged.clear();
        node = Optional.empty();
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError("round " + rounds + ": " + otherwise + "; " + node.map(Object::toString).orElse(""));
        }
    }

    @Override
    public String toString() {
        return rounds + " kills of a real node under writing clients, " + homes + " homes, " + total + " resources acknowledged, "
                + unanswered + " requests cut off, H2 " + damages;
    }

    @Override
    public void close() {
        node.ifPresent(DurabilityNode::close);
    }
}
