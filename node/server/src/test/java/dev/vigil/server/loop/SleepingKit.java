package dev.vigil.server.loop;

import java.time.Duration;

import dev.vigil.kit.ActionCall;
import dev.vigil.kit.Answer;
import dev.vigil.kit.Answers;
import dev.vigil.kit.KitContext;
import dev.vigil.kit.KitInstance;
import dev.vigil.kit.PropertySchema;
import dev.vigil.kit.RecoveryKit;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.lcd.model.TypeId;

/** A kit whose every action takes the same time and succeeds. */
final class SleepingKit implements RecoveryKit {
    static final TypeId TYPE = new TypeId("sleeper");
    private final Duration each;

    SleepingKit(Duration each) {
        this.each = each;
    }

    @Override
    public TypeId type() {
        return TYPE;
    }

    @Override
    public PropertySchema propertySchema() {
        return PropertySchema.of();
    }

    @Override
    public ResourceAgent open(KitInstance instance, KitContext context) {
        return new ResourceAgent() {
            @Override
            public Answer perform(ActionCall call) {
                try {
                    Thread.sleep(each);
                } catch (InterruptedException hurried) {
                    Thread.currentThread().interrupt();
                }
                return Answers.done(each);
            }

            @Override
            public void terminate() {
                // it ends soon by itself
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
