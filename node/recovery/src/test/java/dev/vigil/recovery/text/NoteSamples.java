package dev.vigil.recovery.text;

import java.util.List;

import dev.vigil.lcd.model.Line;
import dev.vigil.recovery.PeerNote;

/** Notes between controllers, drawn. */
final class NoteSamples {
    private NoteSamples() {}

    static PeerNote draw(Samples samples) {
        return new PeerNote(Line.of("release").with("why", samples.text()),
                samples.coin() ? List.of() : List.of(Line.of("row").with("text", samples.text())));
    }
}
