package dev.vigil.lcd.model;

/** What a returning node does with a resource that belongs to it and that no peer holds. */
public enum Initialization {
    /** The operating system starts it; it is taken to be in service. */
    AUTORES_ISP,
    /** Restored at start. */
    INIT_ISP,
    /** Left out of service until somebody asks. */
    INIT_OSU
}
