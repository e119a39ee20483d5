package dev.vigil.platform;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The running programs of this machine by their marks ({@link Processes#HOLDER_VARIABLE}). Any thread may call. */
public interface ProcessTable {
    /**
     * Everything that carries one of these marks in the environment it was started with, and all descendants. Takes some microseconds
     * for each process of the machine.
     */
    List<ProcessHandle> carrying(Set<String> holders);

    /**
     * Kills everything that carries one of these marks, without asking first: what is known already at once, then what is found, again
     * and again, until a whole look at the table finds nothing or the patience ends.
     *
     * @param known an earlier answer of {@link #carrying}; numbers that were given to other programs meanwhile are not hit
     */
    ProcessOutcome.Ending kill(Set<String> holders, Collection<ProcessHandle> known, Duration patience);
}
