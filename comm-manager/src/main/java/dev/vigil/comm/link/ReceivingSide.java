package dev.vigil.comm.link;

import dev.vigil.comm.heartbeat.Acknowledgement;
import dev.vigil.lcd.model.Incarnation;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What has come from one peer: puts both carriers into one order and drops what came twice. */
public final class ReceivingSide {
    /** Messages that came early and wait for those before them; more are dropped, since they are repeated. */
    public static final int MAX_EARLY = 64;

    private final TreeMap<Long, byte[]> early = new TreeMap<>();
    private Incarnation life = Incarnation.NONE;
    private long stream;
    private long delivered;

    /**
     * What a message led to.
     *
     * @param isReset it begins a new stream: what the sender told before and was not delivered is lost
     * @param deliver in this order
     */
    public record Taken(boolean isReset, List<byte[]> deliver) {
        static final Taken NOTHING = new Taken(false, List.of());

        public Taken {
            deliver = List.copyOf(deliver);
        }
    }

    /** The peer is met in another life. */
    public void begin(Incarnation newLife) {
        life = newLife;
        stream = 0;
        delivered = 0;
        early.clear();
    }

    /** Takes in a message of this life of the peer that was meant for this node's present life. */
    public Taken take(Incarnation from, long itsStream, long sequence, byte[] payload) {
        if (!from.equals(life) || itsStream < stream || itsStream < 1) {
            return Taken.NOTHING;
        }
        boolean isReset = itsStream > stream && stream > 0;
        if (itsStream > stream) {
            stream = itsStream;
            delivered = 0;
            early.clear();
        }
        if (sequence <= delivered || sequence > delivered + 1 && early.size() >= MAX_EARLY) {
            return new Taken(isReset, List.of());
        }
        early.putIfAbsent(sequence, payload);
        List<byte[]> deliver = new ArrayList<>();
        while (!early.isEmpty() && early.firstKey() == delivered + 1) {
            deliver.add(early.pollFirstEntry().getValue());
            delivered++;
        }
        return new Taken(isReset, deliver);
    }

    public Acknowledgement acknowledgement() {
        return new Acknowledgement(stream, delivered);
    }
}
