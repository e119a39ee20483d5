package dev.vigil.recovery;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Revision;

/**
 * What is known of a peer since this process started. {@code isFresh}: its whole status, as of its present life, was received, so
 * that what the database says of it is what it said itself. {@code isMet}: both sides have heard each other in its present life.
 * {@code shown}: the newest revision of its own rows that its heartbeats have shown.
 */
public record PeerView(PeerHealth health, boolean wasHeard, boolean isFresh, boolean isMet, Incarnation incarnation,
        Revision shown) {

    public static final PeerView UNHEARD = new PeerView(PeerHealth.UNKNOWN, false, false, false, Incarnation.NONE, Revision.ZERO);

    PeerView with(PeerHealth now) {
        boolean isSilent = now == PeerHealth.DEAD || now == PeerHealth.UNKNOWN;
        return new PeerView(now, wasHeard || now == PeerHealth.ALIVE || now == PeerHealth.DEAF, isFresh && !isSilent,
                isMet || now == PeerHealth.ALIVE, incarnation, shown);
    }

    PeerView fresh(Incarnation life) {
        return new PeerView(health, true, true, isMet, life, shown);
    }

    PeerView stale() {
        return new PeerView(health, wasHeard, false, isMet, incarnation, shown);
    }

    PeerView showing(Incarnation life, Revision revision) {
        boolean isSameLife = life.equals(incarnation);
        return new PeerView(health, true, isFresh && isSameLife, isMet && (isSameLife || incarnation.equals(Incarnation.NONE)),
                life, revision);
    }

    boolean isAlive() {
        return health == PeerHealth.ALIVE;
    }
}
