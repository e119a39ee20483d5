package dev.vigil.admin;

import java.time.Duration;
import java.util.Optional;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.protocol.admin.ConfirmFailoverRequest;
import dev.vigil.protocol.admin.FreezeRequest;
import dev.vigil.protocol.admin.NodeRulingRequest;
import dev.vigil.protocol.admin.ResourceRulingRequest;
import dev.vigil.protocol.admin.SetNodeRequest;
import dev.vigil.protocol.admin.UnfreezeRequest;
import dev.vigil.recovery.Request;
import dev.vigil.recovery.Standing;

/** Turns messages about what an operator rules into requests of the controller. Each says why; who and when is added there. */
final class RulingRequests {
    private static final int LONGEST_REASON = 500;

    private final NodeId self;

    RulingRequests(NodeId self) {
        this.self = self;
    }

    Request freeze(FreezeRequest q) {
        return Requests.checked(() -> {
            if (q.getSeconds() == 0) {
                throw new IllegalArgumentException("a freeze needs an end: how many seconds it lasts");
            }
            return new Request.Freeze(subject(q.getTag(), q.getAll()),
                    Duration.ofSeconds(Integer.toUnsignedLong(q.getSeconds())), reason(q.getReason()));
        });
    }

    Request unfreeze(UnfreezeRequest q) {
        return Requests.checked(() -> new Request.Unfreeze(subject(q.getTag(), q.getAll()), reason(q.getReason())));
    }

    private static Optional<Tag> subject(String tag, boolean isAll) {
        if (isAll == !tag.isEmpty()) {
            throw new IllegalArgumentException("say what: the tag of a hierarchy, or all");
        }
        return isAll ? Optional.empty() : Optional.of(new Tag(tag));
    }

    Request confirmFailover(ConfirmFailoverRequest q) {
        return Requests.checked(() -> new Request.ConfirmFailover(new NodeId(q.getNode()),
                q.getDeny() ? Standing.Verdict.STAY : Standing.Verdict.PROCEED, reason(q.getReason())));
    }

    Request confirmDead(NodeRulingRequest q) {
        return Requests.checked(() -> new Request.ConfirmDead(new NodeId(q.getNode()), reason(q.getReason())));
    }

    Request fenceNode(NodeRulingRequest q) {
        return Requests.checked(() -> new Request.FenceNode(new NodeId(q.getNode()), reason(q.getReason())));
    }

    Request startAlone(NodeRulingRequest q) {
        return Requests.checked(
                () -> new Request.StartAlone(Requests.place(q.getNode()).orElse(self), reason(q.getReason())));
    }

    Request setNode(SetNodeRequest q) {
        return Requests.checked(() -> new Request.SetNode(new NodeId(q.getNode()), q.getName(), q.getValue()));
    }

    Request clearFailed(ResourceRulingRequest q) {
        return Requests.checked(
                () -> new Request.ClearFailed(new Tag(q.getTag()), Requests.place(q.getNode()), reason(q.getReason())));
    }

    Request confirmStopped(ResourceRulingRequest q) {
        return Requests.checked(
                () -> new Request.ConfirmStopped(new Tag(q.getTag()), Requests.place(q.getNode()), reason(q.getReason())));
    }

    Request clearDoubt(ResourceRulingRequest q) {
        return Requests.checked(
                () -> new Request.ClearDoubt(new Tag(q.getTag()), Requests.place(q.getNode()), reason(q.getReason())));
    }

    Request breakLock(NodeRulingRequest q) {
        return Requests.checked(
                () -> new Request.BreakLock(Requests.place(q.getNode()).orElse(self), reason(q.getReason())));
    }

    Request keepOwner(ResourceRulingRequest q) {
        return Requests.checked(() -> new Request.Keep(new Tag(q.getTag()), new NodeId(q.getNode()), reason(q.getReason())));
    }

    /** It is kept on every node and shown on terminals. */
    static String reason(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a reason is missing: why it is done, for those who read it later");
        }
        if (text.length() > LONGEST_REASON || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a reason has at most " + LONGEST_REASON + " characters, and no line breaks or other control characters");
        }
        return text;
    }
}
