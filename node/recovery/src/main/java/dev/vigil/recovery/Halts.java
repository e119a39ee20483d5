package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-36: the last rung of the ladder on which a resource is stopped. What could not be confirmed out keeps its unit here (RC-9); where the
 * instance says {@code limit.remove-fails=halt}, the node ends its whole machine instead, so that another can take over from the dead.
 * Only by rules, when another node can take the unit or has it; never at the start, since the next start would end the same way, and
 * never for a person, who is there and can judge.
 */
final class Halts {
    private Halts() {}

    static void consider(Turn turn, UnitTask task) {
        if (!isWanted(turn, task) || !isOfUse(turn, task)) {
            return;
        }
        List<String> others = Ownership.heldBy(turn.lcd(), turn.self()).stream().map(OwnershipRow::unit)
                .filter(unit -> !unit.equals(task.unit())).map(UnitId::value).toList();
        String tags = WireText.tags(task.troubles().keySet());
        turn.note(Note.of(NoteCode.NODE_HALTS).with("rule", "RC-36").with("unit", task.unit()).with("tags", tags)
                .with("also", others.isEmpty() ? "nothing else" : String.join(",", others)));
        turn.halt(tags + " could not be taken out of service");
    }

    private static boolean isWanted(Turn turn, UnitTask task) {
        return task.troubles().keySet().stream().map(tag -> turn.config().instance(tag, turn.self())).flatMap(Optional::stream)
                .anyMatch(instance -> KitLimits.ladderEnd(instance) == KitLimits.LadderEnd.HALT);
    }

    private static boolean isOfUse(Turn turn, UnitTask task) {
        return switch (task.cause()) {
            case RESOURCE_FAILURE -> Placement.refuge(turn, task.unit()).isPresent();
            case HEAL, STALL -> Grantor.rival(turn, task.unit()).isPresent();
            case LEASE -> true;
            case OPERATOR, SWITCHOVER, SHUTDOWN, START, NODE_FAILURE, CHECK -> false;
        };
    }

    static void failed(Turn turn, String reason) {
        turn.note(Note.of(NoteCode.HALT_FAILED).with("rule", "RC-36").with("reason", reason));
    }
}
