package dev.vigil.lcd.journal;

import java.io.IOException;

/** The simulated power is off: nothing works until the disk is started again. */
final class PowerCut extends IOException {
    private static final long serialVersionUID = 1L;

    PowerCut() {
        super("the power is off");
    }
}
