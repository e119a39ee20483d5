package dev.vigil.notify.dispatch;

import java.time.Instant;

import dev.vigil.notify.notice.Area;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.notice.Phase;
import dev.vigil.notify.notice.Severity;

/** Notices for tests. */
public final class Notices {
    private Notices() {}

    public static Notice of(int number) {
        return of(number, Severity.ERROR, Phase.HAPPENED, "unit web");
    }

    public static Notice of(int number, Severity severity, Phase phase, String key) {
        return new Notice("alpha-1-" + number, Instant.now(),
                new Notice.What("resource-failed", Area.RESOURCE, severity, phase, key),
                new Notice.Place("shop", "alpha", "web", "web" + number),
                new Notice.Words("Resource web" + number + " has failed: gone", "RC-19", "Mend it."));
    }
}
