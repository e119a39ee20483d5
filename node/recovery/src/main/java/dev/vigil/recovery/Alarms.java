package dev.vigil.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.RulingRow;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/** What stands in the way of what people count on, in the words in which they are told, the weightiest first. */
public final class Alarms {
    private Alarms() {}

    public static List<String> of(ClusterView view, Ticks now) {
        Turn turn = new Turn(view, now);
        Optional<String> gone = Departures.sentence(turn);
        if (gone.isPresent()) {
            return List.of("LEFT: " + gone.get() + ". It serves nothing, and nobody hears it. " + Departures.WHAT_TO_DO + ".");
        }
        List<String> sentences = new ArrayList<>();
        turn.mind.frozen.values().stream().filter(frozen -> !frozen.isOver())
                .forEach(frozen -> sentences.add(frozen(turn, frozen)));
        turn.mind.contests.values().forEach(contest -> sentences.add(contested(contest)));
        turn.mind.holds.forEach((node, since) -> unconfirmed(turn, node).ifPresent(sentences::add));
        turn.peers().stream().filter(peer -> Absences.isGone(turn, peer))
                .forEach(peer -> sentences.add("RESTART: " + Absences.sentence(turn, peer) + "."));
        LeaseFences.sentences(turn).forEach((unit, sentence) -> sentences.add("FENCE: " + sentence
                + ". It is in service nowhere else before; vigil node confirm-dead once the power of that node is cut by hand."));
        turn.mind.fences.keySet().forEach(node -> unfenced(turn, node).ifPresent(sentences::add));
        Topology.units(turn.config()).forEach(unit -> orphaned(turn, unit).ifPresent(sentences::add));
        waiting(turn).ifPresent(sentences::add);
        Topology.units(turn.config()).forEach(unit -> MoveLimits.obstacle(turn, unit).ifPresent(why -> sentences
                .add("Nothing moves by itself: " + why + ". Bring it where it shall be with vigil switchover.")));
        return sentences;
    }

    private static String frozen(Turn turn, Standing.Frozen frozen) {
        RulingRow row = frozen.row();
        Duration left = frozen.due(turn.mind.clock).since(turn.now());
        return "FROZEN: " + Freezes.words(row.subject()) + " for " + words(left) + " more (until " + frozen.until() + "), by "
                + row.said().by() + ": " + row.said().reason()
                + ". Nothing is restored, repaired, moved or taken over by itself.";
    }

    private static String contested(Contest contest) {
        return "CONTEST: " + contest.sentence() + ": nothing of it is restored, moved or taken down by itself, and clients reach"
                + " either. Say who keeps: vigil heal keep " + contest.unit() + " --node NODE --reason TEXT.";
    }

    /** Hours and minutes, rounded up: what stands in a status should not change each second. */
    static String words(Duration left) {
        Duration shown = left.isNegative() ? Duration.ZERO : left.plusSeconds(59);
        return shown.toHours() == 0
                ? shown.toMinutes() + " min"
                : String.format(Locale.ROOT, "%d:%02d h", shown.toHours(), shown.toMinutesPart());
    }

    private static Optional<String> unconfirmed(Turn turn, NodeId node) {
        return Confirmations.obstacle(turn, node).map(why -> "CONFIRM: " + why + ". Nothing that " + node
                + " owned is taken over before: vigil confirm-failover " + node + ", or with --deny.");
    }

    private static Optional<String> unfenced(Turn turn, NodeId node) {
        return Optional.of(node).filter(each -> Fencing.isAwaited(turn, each))
                .map(each -> "FENCE: " + Fencing.sentence(turn, each)
                        + ". Nothing that it may run starts here before; vigil node confirm-dead " + each
                        + " once its power is cut by hand.");
    }

    /** Its owner is dead, and a rule keeps it from being taken over. */
    private static Optional<String> orphaned(Turn turn, UnitId unit) {
        Optional<NodeId> dead = Ownership.holder(turn.lcd(), unit).map(OwnershipRow::node)
                .filter(node -> Peers.isDead(turn, node));
        return dead.filter(node -> !Absences.isAwaited(turn, node)).filter(node -> !turn.mind.tasks.containsKey(unit))
                .flatMap(node -> switch (Failover.plan(turn, unit, node)) {
                    case Failover.Plan.Held held ->
                        Optional.of("DOWN: " + unit + " is not taken over from " + node + ": " + held.reason()
                                + ".");
                    case Failover.Plan.Nowhere nowhere ->
                        Optional.of("DOWN: nobody can take over " + unit + " from " + node + ": " + nowhere.reason() + ".");
                    case Failover.Plan.Idle idle -> Optional.<String>empty();
                    case Failover.Plan.To to -> SafetyCheck.served(turn, unit, node).map(why -> "LEFT: " + why
                            + ". It is taken over as soon as nobody answers; vigil node confirm-dead " + node
                            + " once it is certain that it runs nothing.");
                });
    }

    private static Optional<String> waiting(Turn turn) {
        if (turn.mind.start == Soft.Start.SETTLED) {
            return Optional.empty();
        }
        String after = NodeSettings.aloneAfter(turn.lcd(), turn.self()).map(time -> words(time) + " after its start")
                .orElse("never");
        return Optional
                .of("WAITING: " + turn.self() + " brings nothing in service before " + PeerNote.nodes(Grantor.unknown(turn))
                        + " has told what it owns. It starts alone " + after
                        + "; vigil node start-alone if the others are switched off.");
    }
}
