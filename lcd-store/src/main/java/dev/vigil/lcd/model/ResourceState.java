package dev.vigil.lcd.model;

/** The state of a resource on one node. The display-only UNKNOWN is never stored. */
public enum ResourceState {
    /** In service, protected. */
    ISP,
    /** In service, unprotected: it runs, but is neither recovered nor moved. */
    ISU,
    /** Out of service, unimpaired: the normal state on a standby. */
    OSU,
    /** Out of service, failed: a restore or remove failed here; bars automatic fail-back. */
    OSF,
    /** Not yet set up by start-up processing; short-lived. */
    ILLSTATE;

    public boolean isInService() {
        return this == ISP || this == ISU;
    }
}
