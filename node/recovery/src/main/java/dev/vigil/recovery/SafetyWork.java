package dev.vigil.recovery;

import java.time.Duration;
import java.util.Optional;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;

/**
 * The safety check of one unit.
 *
 * @param silent the node that owned the unit
 * @param number of the question that is out, 0 when none is
 * @param asked when the last question began
 * @param lost so many questions before this one were never answered
 * @param answer the last one, also while a new question is out
 * @param missed so many questions in a row that nobody answered since somebody last did
 * @param until an answer counts no longer than this
 */
public record SafetyWork(NodeId silent, long number, Ticks asked, int lost, Optional<SafetyAnswer> answer, int missed,
        Ticks until) {
    static SafetyWork asking(NodeId silent, long number, Ticks now) {
        return new SafetyWork(silent, number, now, 0, Optional.empty(), 0, now);
    }

    public boolean isOut() {
        return number != 0;
    }

    SafetyWork again(long next, Ticks now, int unanswered) {
        return new SafetyWork(silent, next, now, unanswered, answer, missed, until);
    }

    SafetyWork answered(SafetyAnswer said, Ticks last) {
        return new SafetyWork(silent, 0, asked, 0, Optional.of(said), 0, last);
    }

    SafetyWork lasting(Ticks last) {
        return new SafetyWork(silent, number, asked, lost, answer, missed, last);
    }

    /** Nobody has answered this time; who answered before still counts. */
    SafetyWork missedOnce(Ticks last) {
        return new SafetyWork(silent, 0, asked, 0, answer, missed + 1, last);
    }

    /** It began when the node had been silent already. */
    boolean isWithin(Duration silence, Ticks now) {
        return now.since(asked).compareTo(silence) <= 0;
    }

    /** Whom it was that answered last. */
    Optional<String> server() {
        return answer.filter(SafetyAnswer.Somebody.class::isInstance).map(said -> ((SafetyAnswer.Somebody) said).detail());
    }

    /** Somebody answers, and was not asked before the death alone. */
    boolean isServed(Ticks now) {
        return server().isPresent() && !isOver(now);
    }

    boolean isCleared(Ticks now) {
        return !isOut() && answer.isPresent() && server().isEmpty() && !isOver(now);
    }

    /** The answer does not count any more. */
    boolean isOver(Ticks now) {
        return until.isBefore(now);
    }
}
