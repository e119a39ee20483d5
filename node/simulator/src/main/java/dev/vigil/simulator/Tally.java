package dev.vigil.simulator;

/** How much all nodes of a world have sent: heartbeats by datagrams, notes as often as a controller told one, however often it was tried. */
final class Tally {
    private long heartbeats;
    private long notes;

    void heartbeat() {
        heartbeats++;
    }

    void note() {
        notes++;
    }

    long heartbeats() {
        return heartbeats;
    }

    long notes() {
        return notes;
    }
}
