package dev.vigil.simulator.explore;

import java.util.List;

/**
 * A world: how much may happen in one history, and how many histories are looked at. Words are lost, repeated and late in every world.
 *
 * @param depth the most events in a row
 * @param states the most different states
 * @param epochs the highest epoch that is still asked for
 */
public record Limits(String name, Cut cut, int depth, int states, int crashes, int pauses, int moves, int backups, int epochs) {
    /** Who never hears whom. The fewer words, the deeper a world is seen. */
    public enum Cut {
        NONE, BETWEEN_NODES, BRAVO_AND_WITNESS
    }

    /** From those in which little goes wrong to the one in which everything does. */
    public static final List<Limits> WORLDS = List.of(world("words", Cut.NONE, 0, 0, 0, 0),
            world("words-cut", Cut.BETWEEN_NODES, 0, 0, 0, 0), world("words-half", Cut.BRAVO_AND_WITNESS, 0, 0, 0, 0),
            world("move", Cut.NONE, 0, 0, 1, 0), world("crash", Cut.NONE, 1, 0, 0, 0),
            world("crash-cut", Cut.BETWEEN_NODES, 1, 0, 0, 0), world("crash-half", Cut.BRAVO_AND_WITNESS, 1, 0, 0, 0),
            world("pause", Cut.NONE, 0, 1, 0, 0), world("pause-cut", Cut.BETWEEN_NODES, 0, 1, 0, 0),
            world("crashes", Cut.NONE, 2, 0, 0, 1), world("crashes-cut", Cut.BETWEEN_NODES, 2, 0, 0, 1),
            world("crash-and-pause", Cut.NONE, 1, 1, 0, 1), world("crash-and-pause-cut", Cut.BETWEEN_NODES, 1, 1, 0, 1),
            world("everything", Cut.NONE, 2, 1, 1, 1));
    private static final int DEEPEST = 10_000;
    private static final int EPOCHS = 3;

    private static Limits world(String name, Cut cut, int crashes, int pauses, int moves, int backups) {
        return new Limits(name, cut, DEEPEST, 1, crashes, pauses, moves, backups, EPOCHS);
    }

    public Limits withDepth(int other) {
        return new Limits(name, cut, other, states, crashes, pauses, moves, backups, epochs);
    }

    public Limits withStates(int other) {
        return new Limits(name, cut, depth, other, crashes, pauses, moves, backups, epochs);
    }
}
