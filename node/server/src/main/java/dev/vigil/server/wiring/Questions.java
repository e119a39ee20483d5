package dev.vigil.server.wiring;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import dev.vigil.admin.AdminRefusal;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.Request;
import dev.vigil.recovery.RequestId;

/** The questions of operators that the controller has not answered yet. Any thread. */
final class Questions {
    private static final int MAX_OPEN = 1_000;
    /** Longer than every action of a deep hierarchy; after it the asker is told that nobody knows. */
    private static final long LONGEST_MINUTES = 30;

    private final Map<RequestId, CompletableFuture<Reply>> open = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();
    private final Predicate<Event> offer;

    Questions(Predicate<Event> offer) {
        this.offer = offer;
    }

    CompletionStage<Reply> ask(String caller, Request request) {
        if (open.size() >= MAX_OPEN) {
            return CompletableFuture.failedFuture(new AdminRefusal(AdminRefusal.Code.NOT_NOW,
                    MAX_OPEN + " questions wait for an answer already.", "Ask again when some were answered."));
        }
        RequestId id = new RequestId(last.incrementAndGet());
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        open.put(id, reply);
        if (!offer.test(new Event.OperatorAsked(id, caller, request))) {
            open.remove(id);
            return CompletableFuture.failedFuture(new AdminRefusal(AdminRefusal.Code.NOT_NOW,
                    "The controller does not keep up with its events.", "vigil status says more; ask again."));
        }
        return reply.orTimeout(LONGEST_MINUTES, TimeUnit.MINUTES).whenComplete((answer, late) -> open.remove(id));
    }

    void answer(RequestId id, Reply reply) {
        CompletableFuture<Reply> asked = open.remove(id);
        if (asked != null) {
            asked.complete(reply);
        }
    }
}
