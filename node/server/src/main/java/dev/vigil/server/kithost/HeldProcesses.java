package dev.vigil.server.kithost;

import java.util.Map;
import java.util.TreeMap;

import dev.vigil.platform.ProcessCall;
import dev.vigil.platform.ProcessSpec;
import dev.vigil.platform.Processes;

/** The programs of one resource: each bears the resource's mark, by which the guard finds it without having been told of it. */
record HeldProcesses(Processes processes, String holder) implements Processes {
    @Override
    public ProcessCall start(ProcessSpec spec) {
        Map<String, String> environment = new TreeMap<>(spec.environment());
        environment.put(HOLDER_VARIABLE, holder);
        return processes.start(new ProcessSpec(spec.command(), spec.folder(), environment, spec.limit(), spec.keptBytes(),
                spec.input()));
    }
}
