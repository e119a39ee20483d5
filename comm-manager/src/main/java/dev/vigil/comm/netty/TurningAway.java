package dev.vigil.comm.netty;

import dev.vigil.comm.Roll;
import dev.vigil.comm.heartbeat.Departure;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.protocol.node.Datagram;
import dev.vigil.protocol.node.TurnedAway;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells those that speak and do not belong to the cluster any more, and hears it said of this node. For the loop thread. */
final class TurningAway {
    private static final long AGAIN_NANOS = 1_000_000_000L;
    private static final int MOST_REMEMBERED = 64;

    private final DatagramCodec codec;
    private final Incarnation self;
    private final Map<NodeId, Long> answered = new LinkedHashMap<>();
    private Roll roll = Roll.UNKNOWN;

    /** That this life of this node is let in no more. */
    record Told(Departure why, long config) {}

    TurningAway(DatagramCodec codec, Incarnation self) {
        this.codec = codec;
        this.self = self;
    }

    void configure(Roll next) {
        roll = next;
    }

    Optional<Departure> objection(NodeId sender, Datagram datagram) {
        return roll.objection(sender, DatagramCodec.incarnation(datagram.getLife()));
    }

    /** The answer to the sender, once in a second; it names the life that it is said to, so that it is true of no other one. */
    Optional<byte[]> answer(long now, NodeId sender, Datagram datagram, Departure why) {
        Long last = answered.get(sender);
        if (last != null && now - last < AGAIN_NANOS) {
            return Optional.empty();
        }
        if (answered.size() >= MOST_REMEMBERED) {
            answered.clear();
        }
        answered.put(sender, now);
        TurnedAway away = TurnedAway.newBuilder().setReceiver(datagram.getLife()).setConfigNumber(roll.number())
                .setReplaced(why == Departure.REPLACED).build();
        return Optional.of(codec.envelope(new PathId(datagram.getPath())).setTurnedAway(away).build().toByteArray());
    }

    Optional<Told> read(Datagram datagram) {
        TurnedAway away = datagram.getTurnedAway();
        boolean isToMe = datagram.hasTurnedAway() && DatagramCodec.incarnation(away.getReceiver()).equals(self);
        return isToMe
                ? Optional.of(new Told(away.getReplaced() ? Departure.REPLACED : Departure.REMOVED, away.getConfigNumber()))
                : Optional.empty();
    }
}
