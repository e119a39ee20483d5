package dev.vigil.recovery;

import java.util.Locale;

/** Why a kit is called. */
public enum Cause {
    START, OPERATOR, SWITCHOVER, NODE_FAILURE, RESOURCE_FAILURE, CHECK, HEAL, STALL, LEASE, SHUTDOWN;

    /** The word that scripts see as the reason: {@code node-failure}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
