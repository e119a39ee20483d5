package dev.vigil.platform.posix;

import dev.vigil.platform.Scheduling;

/**
 * By the nice value of the one thread, which Linux keeps apart for each. Real-time scheduling is not used: a thread that ran away with
 * it would take the machine along.
 */
final class NiceScheduling implements Scheduling {
    private static final int FAVOURED = -15;

    @Override
    public boolean favour() {
        return Libc.setpriority(Libc.PRIO_PROCESS, 0, FAVOURED) == 0;
    }
}
