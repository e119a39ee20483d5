package dev.vigil.recovery.text;

import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Line;
import dev.vigil.recovery.KitCallId;

/** A kit call is named by its action and tag where they say which one is meant, else by its number. */
final class CallText {
    private CallText() {}

    static Line with(Line line, Scene scene, KitCallId call) {
        Scene.Called called = scene.calls().open().get(call);
        if (called == null || scene.call(called).isEmpty()) {
            return line.with("call", call);
        }
        return line.with("action", called.action()).with("tag", called.tag());
    }

    static KitCallId parse(Scene scene, Fields fields) {
        Optional<String> number = fields.find("call");
        if (number.isPresent()) {
            return new KitCallId(Long.parseLong(number.get()));
        }
        Scene.Called called = new Scene.Called(fields.constant(Action.class, "action"), fields.tag("tag"));
        return scene.call(called).orElseThrow(() -> new IllegalArgumentException(
                "there is not exactly one outstanding " + called.action() + " of " + called.tag()));
    }
}
