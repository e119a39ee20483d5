package dev.vigil.server.kithost;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import dev.vigil.kit.ActionCall;
import dev.vigil.kit.Answer;
import dev.vigil.kit.Answers;
import dev.vigil.kit.KitContext;
import dev.vigil.kit.KitInstance;
import dev.vigil.kit.KitRefusal;
import dev.vigil.kit.PropertyKind;
import dev.vigil.kit.PropertySchema;
import dev.vigil.kit.PropertySpec;
import dev.vigil.kit.RecoveryKit;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.TypeId;

/** A kit whose actions are given by the test, and which remembers what was done with it. */
final class ScriptedKit implements RecoveryKit {
    static final TypeId TYPE = new TypeId("scripted");
    final Map<Action, Function<ActionCall, Answer>> actions = new ConcurrentHashMap<>();
    final List<String> said = new CopyOnWriteArrayList<>();
    final Map<String, KitContext> contexts = new ConcurrentHashMap<>();
    volatile Runnable onTerminate = () -> said.add("terminate");
    volatile String refusal = "";

    @Override
    public TypeId type() {
        return TYPE;
    }

    @Override
    public PropertySchema propertySchema() {
        return PropertySchema.of(PropertySpec.withDefault("size", new PropertyKind.IntegerIn(1, 9), "1", "how big"));
    }

    @Override
    public ResourceAgent open(KitInstance instance, KitContext context) throws KitRefusal {
        if (!refusal.isEmpty()) {
            throw new KitRefusal(refusal);
        }
        said.add("open " + instance.tag() + " " + instance.properties());
        contexts.put(instance.tag().value(), context);
        return new ResourceAgent() {
            @Override
            public Answer perform(ActionCall call) {
                return actions.getOrDefault(call.action(), done -> Answers.done(Duration.ZERO)).apply(call);
            }

            @Override
            public void terminate() {
                onTerminate.run();
            }

            @Override
            public void close() {
                said.add("close " + instance.tag());
            }
        };
    }
}
