package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.Incarnation;
import java.util.List;

/**
 * What the sender of a heartbeat has heard of its receiver.
 *
 * @param incarnation the receiver's life that was heard; {@link Incarnation#NONE} before the first contact. An echo of another life
 *        proves nothing, which is what keeps a recorded heartbeat from reviving a path
 */
public record Heard(Incarnation incarnation, List<PathEcho> paths, Acknowledgement acknowledged) {

    public static final Heard NOTHING = new Heard(Incarnation.NONE, List.of(), Acknowledgement.NONE);

    public Heard {
        paths = List.copyOf(paths);
    }
}
