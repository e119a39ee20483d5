package dev.vigil.kits.generic;

import java.nio.file.Path;
import java.util.Optional;

import dev.vigil.kit.ActionCall;
import dev.vigil.kit.Answer;
import dev.vigil.kit.Answers;
import dev.vigil.kit.KitContext;
import dev.vigil.kit.KitInstance;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.platform.ProcessCall;
import dev.vigil.platform.ProcessSpec;
import dev.vigil.platform.Processes;

import org.jspecify.annotations.Nullable;

/** Runs the scripts of one application, each in processes of its own. */
final class GenericAgent implements ResourceAgent {
    /** How much is kept from either end of either output: 64 KiB in all. */
    private static final int KEPT_BYTES = 16 * 1024;

    private final KitInstance instance;
    private final KitContext context;
    private final Processes processes;
    private final ScriptCommand.Family family = ScriptCommand.Family.ofThisMachine();
    private volatile @Nullable ProcessCall running;

    GenericAgent(KitInstance instance, KitContext context, Processes processes) {
        this.instance = instance;
        this.context = context;
        this.processes = processes;
    }

    @Override
    public Answer perform(ActionCall call) {
        Optional<ScriptName> name = ScriptName.of(call.action());
        if (name.isEmpty()) {
            return Answers.absent(call.action());
        }
        return switch (ScriptFinder.find(name.get(), instance.properties(), family)) {
            case ScriptFinder.Found.Script(Path script) -> run(name.get(), script, call);
            case ScriptFinder.Found.Trouble(String sentence) -> Answers.failed(sentence);
            case ScriptFinder.Found.Absent(String sentence) ->
                name.get().isRequired() ? Answers.failed(sentence) : Answers.absent(call.action());
        };
    }

    private Answer run(ScriptName name, Path script, ActionCall call) {
        Path folder = Optional.ofNullable(script.getParent()).orElse(script.toAbsolutePath().getRoot());
        ProcessCall started = processes.start(new ProcessSpec(ScriptCommand.line(script, instance, call, family), folder,
                ScriptCommand.environment(name.word(), ScriptCommand.Subject.of(instance), call), call.limit(), KEPT_BYTES));
        running = started;
        call.progress().accept(name.word() + " script " + script + " is running");
        ScriptVerdict verdict = ScriptVerdict.of(name, script);
        return new Answer.Pending(started.outcome().thenApply(outcome -> {
            context.wrote(call.action(), ScriptOutput.of(outcome));
            return verdict.of(outcome);
        }));
    }

    @Override
    public void terminate() {
        ProcessCall call = running;
        if (call != null) {
            call.terminate();
        }
    }

    @Override
    public void close() {
        running = null;
    }
}
