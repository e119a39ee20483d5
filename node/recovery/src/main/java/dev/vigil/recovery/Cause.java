package dev.vigil.recovery;

/** Why a kit is called. */
public enum Cause {
    START, OPERATOR, SWITCHOVER, NODE_FAILURE, RESOURCE_FAILURE, CHECK, HEAL, STALL, SHUTDOWN
}
