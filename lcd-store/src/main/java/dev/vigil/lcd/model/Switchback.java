package dev.vigil.lcd.model;

/** What happens to a hierarchy when a node of higher priority returns. */
public enum Switchback {
    /** It stays where it is until an operator moves it. */
    INTELLIGENT,
    /** It moves back at once. */
    AUTOMATIC
}
