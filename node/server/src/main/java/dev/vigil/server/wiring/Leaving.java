package dev.vigil.server.wiring;

import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.platform.Clock;
import dev.vigil.platform.LeasedAddresses;
import dev.vigil.server.guarding.GuardFeed;
import dev.vigil.server.guarding.RestartNote;

/** RC-110: a process that ends for a restart leaves running what its node owns; should nobody be back in time, its guard ends it. */
final class Leaving {
    /** With less time left nothing is left running. */
    private static final Duration LEAST_LEFT = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Leaving.class);

    private final Clock clock;
    private final RestartNote note;
    private final GuardFeed guard;
    private final LeasedAddresses addresses;
    private volatile Optional<Ticks> until = Optional.empty();

    Leaving(Clock clock, RestartNote note, GuardFeed guard, LeasedAddresses addresses) {
        this.clock = clock;
        this.note = note;
        this.guard = guard;
        this.addresses = addresses;
    }

    /** The process ends soon, and its next one is to be back by then; may be called from any thread. */
    void decide(Optional<Ticks> backBy) {
        until = backBy;
    }

    /** The addresses first; should nobody be back, the kernel and the guard take them away. False when nothing can be left. */
    boolean carryOut() {
        return until.filter(this::leave).isPresent();
    }

    private boolean leave(Ticks end) {
        boolean isInTime = end.since(clock.now()).compareTo(LEAST_LEFT) > 0;
        if (!isInTime || !note.write(new RestartNote.Left(clock.machineNanos(end), addresses.held()))) {
            return false;
        }
        if (!guard.leave(end)) {
            LOG.error("nothing-left: there is no guard that would end what this node owns when it does not come back in time");
            return !note.take();
        }
        Duration left = end.since(clock.now());
        addresses.leave(left);
        LOG.info("left running until-ms={}", left.toMillis());
        return true;
    }
}
