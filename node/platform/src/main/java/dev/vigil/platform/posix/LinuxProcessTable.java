package dev.vigil.platform.posix;

import dev.vigil.platform.ProcessOutcome.Ending;
import dev.vigil.platform.ProcessTable;
import dev.vigil.platform.Processes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** By /proc. */
final class LinuxProcessTable implements ProcessTable {
    @Override
    public List<ProcessHandle> carrying(Set<String> holders) {
        return tree(holders, List.of()).living();
    }

    @Override
    public Ending kill(Set<String> holders, Collection<ProcessHandle> known, Duration patience) {
        return tree(holders, known).kill(patience);
    }

    private static ProcessTree tree(Set<String> holders, Collection<ProcessHandle> known) {
        return new ProcessTree(holders.stream().map(holder -> Processes.HOLDER_VARIABLE + "=" + holder).toList(), known);
    }
}
