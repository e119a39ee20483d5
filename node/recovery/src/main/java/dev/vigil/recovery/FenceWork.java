package dev.vigil.recovery;

import java.util.List;
import java.util.stream.Stream;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;

/**
 * What this node is about to do to a node that must be fenced.
 *
 * @param life the life that shall end; a certificate speaks of no other
 * @param step of the ladder, counted from 0
 * @param number of the run that is out, 0 before the first
 * @param failures what became of the steps before, of this round or the last one
 * @param asker who waits for the end of it
 */
public record FenceWork(NodeId victim, Incarnation life, Phase phase, int step, long number, List<String> failures, Asker asker) {

    /** How far it is. */
    public enum Phase {
        /** The other side has the first turn. */
        WAITING,
        /** An agent runs. */
        RUNNING,
        /** No step of the ladder has succeeded; it is tried again. */
        BLOCKED
    }

    public FenceWork {
        failures = List.copyOf(failures);
    }

    static FenceWork waiting(NodeId victim, Incarnation life) {
        return new FenceWork(victim, life, Phase.WAITING, 0, 0, List.of(), Asker.NOBODY);
    }

    FenceWork askedBy(Asker other) {
        return new FenceWork(victim, life, phase, step, number, failures, other);
    }

    FenceWork running(int at, long run) {
        return new FenceWork(victim, life, Phase.RUNNING, at, run, at == 0 ? List.of() : failures, asker);
    }

    FenceWork failing(String failure) {
        return new FenceWork(victim, life, phase, step, number, plus(failure), asker);
    }

    FenceWork blocked() {
        return new FenceWork(victim, life, Phase.BLOCKED, step, number, failures, Asker.NOBODY);
    }

    boolean isAsked() {
        return !(asker instanceof Asker.Nobody);
    }

    private List<String> plus(String failure) {
        return Stream.concat(failures.stream(), Stream.of(failure)).toList();
    }
}
