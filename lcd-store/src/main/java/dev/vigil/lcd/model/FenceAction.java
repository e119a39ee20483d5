package dev.vigil.lcd.model;

import java.util.Locale;

/** What a fence device does to a node. After either, nothing that the node ran before runs any more. */
public enum FenceAction {
    /** The power goes and stays away. */
    OFF,
    /** The power goes and comes back. */
    REBOOT;

    /** As people and fence agents write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for another word */
    public static FenceAction of(String word) {
        for (FenceAction action : values()) {
            if (action.word().equals(word)) {
                return action;
            }
        }
        throw new IllegalArgumentException("fence action \"" + word + "\" is not off or reboot");
    }
}
