package dev.vigil.simulator.explore;

/**
 * One thing that may happen next.
 *
 * @param site the index of the site it happens to
 * @param detail which of several; its meaning depends on the kind
 */
record Happening(Kind kind, int site, int detail) {

    /** A slot passes on every clock. */
    static final Happening ADVANCE = new Happening(Kind.ADVANCE, 0, 0);

    enum Kind {
        DELIVER, TICK, WANT, TAKE, LEAVE, CONFIRM, KIT_STARTS, KIT_STOPS, GUARD_ENDS, ADVANCE, BOOT, THAW, BACK_UP, POWER_OFF, OLD_DISK, EMPTY_DISK, PROCESS_DIES, FREEZE, FREEZE_WITH_CLOCK;

        /** Whether it counts against the limits of the world. */
        boolean isFault() {
            return compareTo(BACK_UP) >= 0;
        }
    }
}
