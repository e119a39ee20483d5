package dev.vigil.server.voting;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;

/** Takes what voters and owners of other nodes say. Any thread; returns at once. */
public interface Letters {
    void posted(NodeId from, Incarnation life, String letter);
}
