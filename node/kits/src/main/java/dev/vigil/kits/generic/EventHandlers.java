package dev.vigil.kits.generic;

import java.util.List;
import java.nio.file.Path;

import dev.vigil.kit.ActionCall;
import dev.vigil.kit.Answer;
import dev.vigil.kit.Answers;
import dev.vigil.kit.KitContext;
import dev.vigil.kit.KitRefusal;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.Occurrence;
import dev.vigil.platform.Processes;

import org.jspecify.annotations.Nullable;

/**
 * Runs the handlers of this node for one event of a resource, whatever its type, each as a script of a generic application is run. Done
 * means that one of them says that the resource is recovered.
 */
public final class EventHandlers implements ResourceAgent {
    private final EventFolder folder;
    private final HandlerCommand command;
    private final Occurrence occurrence;
    private final KitContext context;
    private final Processes processes;
    private volatile @Nullable HandlerRun running;

    private EventHandlers(InstanceRow instance, Occurrence occurrence, KitContext context) throws KitRefusal {
        this.folder = context.facility(EventFolder.class);
        this.processes = context.facility(Processes.class);
        this.command = new HandlerCommand(
                new ScriptCommand.Subject(instance.tag(), instance.node(), instance.id(), instance.info()), occurrence);
        this.occurrence = occurrence;
        this.context = context;
    }

    /** The refusal says that this node has no folder of events or runs no programs. */
    public static EventHandlers open(InstanceRow instance, Occurrence occurrence, KitContext context) throws KitRefusal {
        return new EventHandlers(instance, occurrence, context);
    }

    @Override
    public Answer perform(ActionCall call) {
        return switch (folder.find(occurrence)) {
            case EventFolder.Found.Nothing(String sentence) -> Answers.failed(sentence);
            case EventFolder.Found.Handlers(List<Path> handlers) -> {
                HandlerRun run = new HandlerRun(handlers, command, call, processes);
                running = run;
                yield new Answer.Pending(
                        run.begin().whenComplete((outcome, broken) -> context.wrote(call.action(), run.written())));
            }
        };
    }

    @Override
    public void terminate() {
        HandlerRun run = running;
        if (run != null) {
            run.terminate();
        }
    }

    @Override
    public void close() {
        running = null;
    }
}
