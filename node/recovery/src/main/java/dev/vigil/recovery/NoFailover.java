package dev.vigil.recovery;

import dev.vigil.lcd.model.FlagName;
import dev.vigil.lcd.model.NodeId;

/**
 * RC-71: a node with the flag {@code !nofailover!SYS} takes nothing over from SYS, whether that dies or a resource fails there. The flag
 * goes when SYS is heard again. What an operator asks for is not held up by it.
 */
final class NoFailover {
    private static final String PREFIX = "!nofailover!";

    private NoFailover() {}

    static String flag(NodeId from) {
        return PREFIX + from;
    }

    static boolean isOne(FlagName flag) {
        return flag.value().startsWith(PREFIX);
    }

    static boolean bars(Turn turn, NodeId taker, NodeId from) {
        return turn.lcd().status(taker).hasFlag(flag(from));
    }

    static boolean barsAny(Turn turn, NodeId from) {
        return turn.config().systems().stream().anyMatch(system -> bars(turn, system.node(), from));
    }

    /** The node is back. */
    static void heard(Turn turn, NodeId from) {
        if (bars(turn, turn.self(), from)) {
            FlagName name = new FlagName(flag(from));
            turn.drop(dev.vigil.lcd.model.FlagRow.keyOf(name));
            turn.note(Note.of(NoteCode.FLAG_CLEARED).with("rule", "RC-71").with("flag", name));
        }
    }
}
