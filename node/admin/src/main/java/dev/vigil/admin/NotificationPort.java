package dev.vigil.admin;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import dev.vigil.lcd.model.ReceiverName;
import dev.vigil.lcd.model.ReceiverRow;
import dev.vigil.protocol.admin.ReceiverInfo;
import dev.vigil.protocol.admin.TypeInfo;

/** Those who are told of what happens, as the administration sees them. Any thread may call; nothing blocks. */
public interface NotificationPort {
    /** The row of a new receiver, its secrets sealed; an {@link AdminRefusal} says all that is wrong. */
    ReceiverRow row(ReceiverName name, String kind, Map<String, String> properties, Map<String, String> secrets);

    /** Those of the configuration, with the figures of this node. */
    List<ReceiverInfo> receivers();

    List<TypeInfo> kinds();

    /** Tells the receiver of a test from this node; what it answered, word for word. A refusal when it did not take it. */
    CompletionStage<String> test(ReceiverName name);
}
