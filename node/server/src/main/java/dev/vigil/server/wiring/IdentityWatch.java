package dev.vigil.server.wiring;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.comm.trust.LiveIdentity;

/** Takes over a renewed certificate without a restart: looks at its files now and then, and says what it found. */
final class IdentityWatch {
    private static final Logger LOG = LoggerFactory.getLogger(IdentityWatch.class);

    private final LiveIdentity identity;

    IdentityWatch(LiveIdentity identity) {
        this.identity = identity;
    }

    /** Looks on the thread of {@code chores}, since reading files blocks. */
    void start(ScheduledExecutorService chores, Duration every) {
        chores.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        switch (identity.refresh()) {
            case LiveIdentity.Refresh.Unchanged unchanged -> LOG.trace("certificate-unchanged");
            case LiveIdentity.Refresh.Reloaded reloaded -> LOG.info("certificate-renewed until={}",
                    reloaded.identity().certificate().getNotAfter().toInstant());
            case LiveIdentity.Refresh.Broken broken ->
                LOG.warn("certificate-unusable reason=\"{}\" hint=\"{}\": the former one is kept",
                        broken.fault().sentence(), broken.fault().hint());
        }
    }
}
