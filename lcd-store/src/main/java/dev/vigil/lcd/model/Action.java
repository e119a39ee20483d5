package dev.vigil.lcd.model;

import java.util.Locale;

/** What a recovery kit can be asked to do with one resource. */
public enum Action {
    RESTORE, REMOVE, QUICK_CHECK, DEEP_CHECK, RECOVER, DELETE, CAN_EXTEND, EXTEND,
    /** Tell the network again where the resource is; the owner is asked for it after a heal. */
    ANNOUNCE,
    /** Run the handlers of this node for an {@link Occurrence} of the resource; no kit is asked. */
    HANDLE_EVENT;

    /** As properties and figures name it: {@code quick-check}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
