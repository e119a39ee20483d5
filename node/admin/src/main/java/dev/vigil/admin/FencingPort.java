package dev.vigil.admin;

import java.util.Map;
import java.util.concurrent.CompletionStage;

import dev.vigil.lcd.model.FenceName;
import dev.vigil.lcd.model.FenceRow;
import dev.vigil.lcd.model.NodeId;

/** Fence devices, as the administration sees them. Any thread may call; nothing blocks. */
public interface FencingPort {
    /** The row of a new device, its secrets sealed; an {@link AdminRefusal} says what is wrong. */
    FenceRow row(FenceName name, NodeId node, int step, FenceRow.Agent agent, Options options);

    /** What the agent says of the node's power when it is run here; nothing is switched. A refusal when it does not answer. */
    CompletionStage<String> test(FenceName name);

    /** What an agent reads; {@code secrets} plain. */
    record Options(Map<String, String> open, Map<String, String> secrets) {}
}
