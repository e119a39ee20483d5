package dev.vigil.comm;

/** Why a datagram was dropped. */
public enum Rejection {
    OVERSIZED, MALFORMED, WRONG_KEY, WRONG_CLUSTER, UNKNOWN_PATH, REPLAYED, OLD_LIFE, CLONED_IDENTITY, NOT_A_MEMBER, OTHER_MACHINE
}
