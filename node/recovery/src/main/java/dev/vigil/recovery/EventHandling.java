package dev.vigil.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Occurrence;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-90: an event of somebody's own monitor is given to the handlers that its owner has for it. When one of them says that the resource is
 * recovered, nothing else is done; when none does, it counts like a failure that the node has found itself (RC-19). What is frozen is not
 * given to handlers, since they would repair it.
 */
final class EventHandling {
    private EventHandling() {}

    static void raised(Turn turn, Asker asker, Request.RaiseEvent request) {
        Tag tag = request.tag();
        Optional<Reply.Refused> wrong = AskedActions.check(turn, tag, false);
        Optional<Decision.Target> target = Topology.target(turn.config(), tag, turn.self());
        if (wrong.isPresent() || target.isEmpty()) {
            wrong.ifPresent(refused -> Askers.answer(turn, asker, refused));
            return;
        }
        UnitId unit = target.get().resource().unit();
        if (Freezes.isFrozen(turn, unit)) {
            Askers.answer(turn, asker, new Reply.Done(List.of(failed(turn, request))));
            return;
        }
        Duration limit = KitLimits.of(target.get().instance(), Action.HANDLE_EVENT);
        KitCallId call = turn
                .call(id -> new Decision.CallKit(id, target.get(), Action.HANDLE_EVENT, limit, Cause.RESOURCE_FAILURE,
                        Optional.empty(), Optional.of(request.occurrence())));
        turn.mind.raised.put(call, new Soft.Raised(asker, request));
    }

    /** The unit may have begun to move meanwhile; then nothing more is decided. */
    static void finished(Turn turn, Soft.Raised raised, Outcome outcome) {
        Request.RaiseEvent request = raised.request();
        List<String> sentences = new ArrayList<>();
        switch (outcome) {
            case Outcome.Done done -> {
                turn.note(note(NoteCode.EVENT_HANDLED, request, done.report()));
                sentences.addAll(done.report().lines().toList());
                sentences.add(request.tag() + " is recovered on " + turn.self() + " by a handler: nothing more is done");
            }
            case Outcome.Failed failed -> sentences.addAll(unhandled(turn, request, failed.detail()));
            case Outcome.Unknown unknown -> sentences.addAll(unhandled(turn, request, unknown.detail()));
        }
        Askers.answer(turn, raised.asker(), new Reply.Done(sentences));
    }

    private static List<String> unhandled(Turn turn, Request.RaiseEvent request, String report) {
        turn.note(note(NoteCode.EVENT_UNHANDLED, request, report));
        List<String> sentences = new ArrayList<>(report.lines().toList());
        sentences.add(failed(turn, request));
        return sentences;
    }

    private static String failed(Turn turn, Request.RaiseEvent request) {
        return ResourceFailure.failed(turn, request.tag(), request.occurrence().sentence());
    }

    private static Note note(NoteCode code, Request.RaiseEvent request, String report) {
        Occurrence occurrence = request.occurrence();
        return Note.of(code).with("rule", "RC-90").with("tag", request.tag()).with("event", occurrence.name()).with("detail",
                report);
    }
}
