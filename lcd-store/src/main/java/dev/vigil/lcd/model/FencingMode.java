package dev.vigil.lcd.model;

import java.util.Locale;

/** Whether a silent node must be made powerless before anything that it may run starts elsewhere. */
public enum FencingMode {
    /** Silence on all paths is enough. */
    OFF,
    /** Only a confirmed fence is, or the word of a person. */
    REQUIRED;

    /** As people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for another word */
    public static FencingMode of(String word) {
        for (FencingMode mode : values()) {
            if (mode.word().equals(word)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("fencing \"" + word + "\" is not off or required");
    }
}
