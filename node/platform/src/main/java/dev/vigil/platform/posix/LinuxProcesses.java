package dev.vigil.platform.posix;

import dev.vigil.platform.ProcessCall;
import dev.vigil.platform.ProcessSpec;
import dev.vigil.platform.Processes;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Programs on Linux: pipes of our own, and descendants found in /proc. */
final class LinuxProcesses implements Processes {
    private static final File NO_INPUT = new File("/dev/null");

    @Override
    public ProcessCall start(ProcessSpec spec) {
        UUID id = UUID.randomUUID();
        try {
            return start(id, spec, System.nanoTime(), OutputPipes.open());
        } catch (IOException refusal) {
            return new UnstartedCall(id, StartDiagnosis.explain(spec, refusal));
        }
    }

    private static ProcessCall start(UUID id, ProcessSpec spec, long startNanos, OutputPipes pipes) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(spec.command()).directory(spec.folder().toFile())
                .redirectInput(spec.input().isEmpty() ? ProcessBuilder.Redirect.from(NO_INPUT) : ProcessBuilder.Redirect.PIPE)
                .redirectOutput(pipes.output().writeFile()).redirectError(pipes.errors().writeFile());
        builder.environment().putAll(spec.environment());
        builder.environment().put(CALL_VARIABLE, id.toString());
        try {
            Process process = builder.start();
            OutputDrain drain = new OutputDrain(pipes, spec.keptBytes());
            LinuxProcessCall call = new LinuxProcessCall(id, spec.limit(), startNanos, process, drain);
            drain.start("output-" + process.pid());
            call.watch();
            write(process, spec.input());
            return call;
        } catch (IOException refusal) {
            pipes.closeReadEnds();
            throw refusal;
        } finally {
            // The program has its own copies; while ours were open, the end of its output would never be seen.
            pipes.closeWriteEnds();
        }
    }

    /** Never blocks: a pipe holds more than an input may have. */
    private static void write(Process process, String input) {
        if (input.isEmpty()) {
            return;
        }
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            return; // it ended before it had read its input: how, its outcome tells
        }
    }
}
