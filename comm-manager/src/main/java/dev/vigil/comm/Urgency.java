package dev.vigil.comm;

/** How a message travels. */
public enum Urgency {
    /** In datagrams over all living paths, repeated until acknowledged: claims, grants, releases. */
    URGENT,
    /** Over TLS on the best living path. */
    ORDINARY
}
