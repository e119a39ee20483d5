package dev.vigil.comm.link;

import dev.vigil.comm.OutgoingMessage;
import dev.vigil.comm.Urgency;
import dev.vigil.comm.heartbeat.Acknowledgement;
import dev.vigil.lcd.model.Incarnation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What this node has told one peer and not seen acknowledged. Every message goes over the connection, so that it alone would
 * deliver all in order; urgent ones go in datagrams beside it, together with the short ones before them, because the receiver
 * delivers in order.
 */
public final class SendingSide {
    public static final int MAX_MESSAGES = 10_000;
    public static final long MAX_QUEUED_BYTES = 64L * 1024 * 1024;
    /** Messages repeated in datagrams per interval; the rest waits until these are acknowledged. */
    public static final int MAX_REPEATED = 16;

    private final ArrayDeque<Carried> waiting = new ArrayDeque<>();
    private Incarnation peerLife = Incarnation.NONE;
    private long stream;
    private long lastSequence;
    private long queuedBytes;

    /** The life of the peer the stream is meant for; {@link Incarnation#NONE} before the first contact. */
    public Incarnation peerLife() {
        return peerLife;
    }

    /** The peer is met in another life: a new stream begins and what waited is dropped. */
    public void begin(Incarnation life) {
        peerLife = life;
        stream++;
        lastSequence = 0;
        queuedBytes = 0;
        waiting.clear();
    }

    /** Takes a message in; false when the queue is full, and then the caller begins a new stream. */
    public boolean offer(OutgoingMessage message) {
        if (waiting.size() >= MAX_MESSAGES || queuedBytes + message.length() > MAX_QUEUED_BYTES) {
            return false;
        }
        lastSequence++;
        waiting.add(new Carried(stream, lastSequence, message));
        queuedBytes += message.length();
        return true;
    }

    public void acknowledged(Acknowledgement upTo) {
        if (upTo.stream() != stream || upTo.sequence() > lastSequence) {
            return;
        }
        while (!waiting.isEmpty() && waiting.peek().sequence() <= upTo.sequence()) {
            queuedBytes -= waiting.remove().message().length();
        }
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    public int size() {
        return waiting.size();
    }

    public long queuedBytes() {
        return queuedBytes;
    }

    /** The number of the stream now sent. */
    public long stream() {
        return stream;
    }

    /** What goes in datagrams now: all up to the last urgent one, as far as it is short and not too much. */
    public List<Carried> inDatagrams() {
        List<Carried> chosen = new ArrayList<>();
        int upToUrgent = 0;
        for (Carried one : waiting) {
            if (chosen.size() == MAX_REPEATED || one.message().length() > OutgoingMessage.MAX_URGENT_BYTES) {
                break;
            }
            chosen.add(one);
            upToUrgent = one.message().urgency() == Urgency.URGENT ? chosen.size() : upToUrgent;
        }
        return List.copyOf(chosen.subList(0, upToUrgent));
    }

    /** What a connection still has to carry after it has carried this number of this stream. */
    public List<Carried> onConnection(long carriedStream, long carriedSequence, int most) {
        long after = carriedStream == stream ? carriedSequence : 0;
        return waiting.stream().filter(one -> one.sequence() > after).limit(most).toList();
    }
}
