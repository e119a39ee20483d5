package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.SystemRow;

/**
 * RC-123: another machine takes the name of a node that a person called dead. What is extended to the node stays so; the machine before
 * is told from it by the numbers of its lives and by its key.
 */
final class Replacements {
    /** Further than any machine counts that is started again and again while nobody hears it. */
    private static final long LIVES_BETWEEN = 1_000_000;

    private Replacements() {}

    static void begin(Turn turn, Asker asker, Request.ReplaceNode request) {
        NodeId node = request.system().node();
        wrong(turn, node).ifPresentOrElse(refused -> Askers.answer(turn, asker, refused), () -> Operations.begin(turn, asker,
                new Operation.Plan.ChangeRows("another machine bears the name of node " + node), changes(turn, request),
                List.of(node)));
    }

    private static Optional<Reply.Refused> wrong(Turn turn, NodeId node) {
        if (turn.config().system(node).isEmpty()) {
            return RemovalRules.refusal(Reply.Refusal.NOT_FOUND, "There is no node " + node,
                    "A new one joins by vigil cluster invite");
        }
        if (node.equals(turn.self()) || Peers.isThere(turn, node)) {
            return RemovalRules.refusal(Reply.Refusal.NOT_NOW, "Node " + node + " is heard, so its machine is not gone",
                    "Stop it, or cut its power, before another machine takes its name");
        }
        return Verdicts.isCalledDead(turn, node)
                ? Optional.empty()
                : RemovalRules.refusal(Reply.Refusal.NOT_NOW, "Nobody has said that the machine of node " + node + " is gone",
                        "Say so first: vigil cluster replace " + node);
    }

    private static List<Change> changes(Turn turn, Request.ReplaceNode request) {
        SystemRow system = request.system();
        List<Change> changes = new ArrayList<>();
        turn.config().paths().stream().filter(row -> row.touches(system.node())).map(PathRow::key)
                .filter(key -> request.paths().stream().noneMatch(path -> path.key().equals(key))).map(Change.Remove::new)
                .forEach(changes::add);
        changes.add(new Change.Put(new SystemRow(system.node(), system.adminAddress(),
                new SystemRow.Machine(firstLife(turn, system.node()), system.machine().key()))));
        changes.addAll(Request.puts(request.paths()));
        return changes;
    }

    /** Above every life of the machines before that any node can remember. */
    private static long firstLife(Turn turn, NodeId node) {
        Config config = turn.config();
        long known = Math.max(Certificates.life(turn, node).counter(), turn.lcd().status(node).incarnation().counter());
        return Math.max(known, config.system(node).map(row -> row.machine().firstLife()).orElse(0L)) + LIVES_BETWEEN;
    }
}
