package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Ticks;
import java.time.Duration;

/**
 * One sign of life over one path.
 *
 * @param sequence counts per sender and path from 1, also across repeated configurations of the path
 * @param sentAt the sender's clock, which means nothing to the receiver but for differences
 * @param controllerAge since the controller thread's last turn; the sender's own stalls are taken out, since they prove nothing
 *        about the controller
 * @param ownStall how late the sender's loop was at worst lately
 * @param detection after which silence the sender holds the receiver for dead; zero when it does not tell, since its program is older
 */
public record Heartbeat(NodeId sender, Incarnation incarnation, long sequence, Ticks sentAt, PathId path, Heard heard,
        Duration controllerAge, Duration ownStall, Duration detection, Summary summary, NodeVersion version) {
    public Heartbeat {
        if (sequence < 1) {
            throw new IllegalArgumentException("heartbeat number " + sequence + " is not positive");
        }
    }
}
