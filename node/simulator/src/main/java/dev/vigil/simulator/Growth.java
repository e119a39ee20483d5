package dev.vigil.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.invariant.Activity;
import dev.vigil.recovery.text.BlockText;
import dev.vigil.recovery.text.GivenText;

/**
 * What a cluster sends as it grows: so many nodes, each joined with each other one by two paths, each with one hierarchy of its own that is
 * extended to all. They start, are left in peace, and one loses its power.
 */
final class Growth {
    private static final Duration LASTS = Duration.ofSeconds(60);
    private static final Duration PEACE_BEGINS = Duration.ofSeconds(20);
    private static final Duration PEACE_ENDS = Duration.ofSeconds(30);
    private static final Duration OFF = Duration.ofSeconds(15);
    private static final Duration UPHEAVAL = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = 1_000_000;

    private final int size;
    private final World world;
    private final long[] peace = new long[2];
    private final long[] notes = new long[3];
    private OptionalLong recovered = OptionalLong.empty();

    private Growth(int size) {
        this.size = size;
        world = World.untold(scenario(size));
    }

    /**
     * One cluster.
     *
     * @param heartbeats datagrams that each node sends in a second, in peace; it takes in as many
     * @param notesAtStart notes of the controllers, of all nodes together, until all is in service
     * @param notesInPeace the same in ten seconds in which nothing happens
     * @param notesAtFailure the same in the five seconds after one node lost its power
     * @param recovered from the loss of power until its hierarchy is in service elsewhere
     */
    record Row(int nodes, long heartbeats, long notesAtStart, long notesInPeace, long notesAtFailure, Duration recovered,
            Optional<Life.Broken> broken) {

        static final String TITLE = "nodes  heartbeats/s each  of all  notes at start  in 10 s of peace  in 5 s after a failure  recovered";

        String line() {
            return String.format(Locale.ROOT, "%5d  %17d  %6d  %14d  %16d  %22d  %6d ms%s", nodes, heartbeats, nodes * heartbeats,
                    notesAtStart, notesInPeace, notesAtFailure, recovered.toMillis(),
                    broken.map(breach -> "  " + breach).orElse(""));
        }
    }

    /** A life of a minute; nothing by chance but the delays of the network, so that equal sizes give equal rows. */
    static Row of(int size) {
        return new Growth(size).live();
    }

    private Row live() {
        Queue queue = world.queue();
        queue.at(PEACE_BEGINS.toNanos(), () -> count(0));
        queue.at(PEACE_ENDS.toNanos(), () -> count(1));
        queue.at(PEACE_ENDS.toNanos() + LOOK_NANOS, this::look);
        queue.at(PEACE_ENDS.plus(UPHEAVAL).toNanos(), () -> notes[2] = notes());
        Life life = world.live();
        return new Row(size, (peace[1] - peace[0]) / size / PEACE_ENDS.minus(PEACE_BEGINS).toSeconds(), notes[0],
                notes[1] - notes[0], notes[2] - notes[1], Duration.ofNanos(recovered.orElse(0)), life.broken());
    }

    private void count(int place) {
        peace[place] = world.tally().heartbeats();
        notes[place] = notes();
    }

    private long notes() {
        return world.tally().notes();
    }

    private void look() {
        Tag moved = tag(0);
        for (int other = 1; other < size; other++) {
            if (world.node(node(other)).kits().resources().getOrDefault(moved, Activity.IDLE) == Activity.ACTIVE) {
                recovered = OptionalLong.of(world.queue().now() - PEACE_ENDS.toNanos());
                return;
            }
        }
        world.queue().at(world.queue().now() + LOOK_NANOS, this::look);
    }

    private static Scenario scenario(int size) {
        List<String> lines = new ArrayList<>(List.of("cluster profile=default"));
        List<String> nodes = new ArrayList<>();
        for (int each = 0; each < size; each++) {
            nodes.add(node(each).value());
            lines.add("node name=" + node(each));
        }
        for (int each = 0; each < size; each++) {
            lines.add("resource tag=" + tag(each) + " type=generic on=" + String.join(",", nodes));
            Collections.rotate(nodes, -1);
        }
        Scenario.Network calm = new Scenario.Network(0, 1, 0, Duration.ofNanos(200_000), Duration.ofNanos(200_000));
        return new Scenario(1, LASTS, calm, GivenText.parse(BlockText.parse(lines)),
                List.of(new Fault.PowerOff(Ticks.ofMillis(PEACE_ENDS.toMillis()), OFF, node(0))));
    }

    private static NodeId node(int number) {
        return new NodeId("node" + number);
    }

    private static Tag tag(int number) {
        return new Tag("web" + number);
    }
}
