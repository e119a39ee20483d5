package dev.vigil.lcd.model;

import java.time.Duration;

/** How one action of a recovery kit ended. */
public sealed interface Outcome {
    /** It did what was asked; {@code report}, mostly empty, is what an operator reads of it, in lines. */
    record Done(Duration took, String report) implements Outcome {
        public Done(Duration took) {
            this(took, "");
        }
    }

    /** It tried and says that it could not; {@code detail} is the sentence an operator reads. */
    record Failed(String detail) implements Outcome {}

    /** Nobody knows whether the action took place: its limit passed, its process died, or a check could not tell. */
    record Unknown(String detail) implements Outcome {}
}
