package dev.vigil.recovery.text;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.KitCallId;
import dev.vigil.recovery.RequestId;

/**
 * What a reader of the text knows at one place in it: from this the fields that were left out are taken. A fold of the text itself, so
 * that printing and reading agree without looking into the controller.
 */
public record Scene(NodeId self, Incarnation incarnation, LcdState lcd, Stored stored, Calls calls, Requests requests) {

    /** The last store: what the database held before it, and what was stored. */
    public record Stored(LcdState before, List<Entry> entries) {
        public Stored {
            entries = List.copyOf(entries);
        }

        static Stored nothing(LcdState lcd) {
            return new Stored(lcd, List.of());
        }
    }

    /** The outstanding kit calls, and the highest number so far. */
    public record Calls(long last, SortedMap<KitCallId, Called> open) {
        static final Calls NONE = new Calls(0, new TreeMap<>());

        public Calls {
            open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
        }
    }

    public record Called(Action action, Tag tag) {}

    /** The unanswered requests, and the highest number so far. */
    public record Requests(long last, SortedSet<RequestId> open) {
        static final Requests NONE = new Requests(0, new TreeSet<>());

        public Requests {
            open = Collections.unmodifiableSortedSet(new TreeSet<>(open));
        }
    }

    public static Scene of(NodeId self, LcdState lcd) {
        return new Scene(self, lcd.status(self).incarnation(), lcd, Stored.nothing(lcd), Calls.NONE, Requests.NONE);
    }

    /** The life after this one. */
    public Incarnation nextIncarnation() {
        return new Incarnation(incarnation.counter() + 1, incarnation.nonce());
    }

    public Scene after(Event event) {
        return switch (event) {
            case Event.Started started -> new Scene(started.self(), started.incarnation(), started.lcd(),
                    Stored.nothing(started.lcd()), Calls.NONE, Requests.NONE);
            case Event.KitFinished finished -> with(closed(finished.call()));
            case Event.StoreFailed failed -> new Scene(self, incarnation, failed.durable(), Stored.nothing(failed.durable()),
                    calls, requests);
            case Event.OperatorAsked asked -> with(opened(asked.id()));
            case Event.PathChanged ignored -> this;
            case Event.PeerChanged ignored -> this;
            case Event.SelfStalled ignored -> this;
            case Event.PeerSummary ignored -> this;
            case Event.PeerSpeaks ignored -> this;
            case Event.BoundChanged ignored -> this;
            case Event.PeerSaid ignored -> this;
            case Event.PeerEnded ignored -> this;
            case Event.LinkReset ignored -> this;
            case Event.KitSignalled ignored -> this;
            case Event.FenceFinished ignored -> this;
            case Event.SafetyAnswered ignored -> this;
            case Event.LeaseGranted ignored -> this;
            case Event.LeaseWithheld ignored -> this;
            case Event.FenceAwaited ignored -> this;
            case Event.LeaseKept ignored -> this;
            case Event.LeaseHandedOver ignored -> this;
            case Event.LeaseLost ignored -> this;
            case Event.GuardActed ignored -> this;
            case Event.GuardLost ignored -> this;
            case Event.StorageRecovered ignored -> this;
            case Event.ClockRead ignored -> this;
            case Event.HaltFailed ignored -> this;
            case Event.TurnedAway ignored -> this;
            case Event.Woke ignored -> this;
        };
    }

    public Scene after(Decision decision) {
        return switch (decision) {
            case Decision.Store store -> new Scene(self, incarnation, folded(store.entries()), new Stored(lcd, store.entries()),
                    calls, requests);
            case Decision.CallKit call -> with(opened(call));
            case Decision.Answer answer -> with(answered(answer.id()));
            case Decision.Tell ignored -> this;
            case Decision.AbandonKitCall ignored -> this;
            case Decision.WakeAt ignored -> this;
            case Decision.Fence ignored -> this;
            case Decision.AbandonFence ignored -> this;
            case Decision.AskSafety ignored -> this;
            case Decision.SeekLease ignored -> this;
            case Decision.EndLease ignored -> this;
            case Decision.Certify ignored -> this;
            case Decision.Gate ignored -> this;
            case Decision.Halt ignored -> this;
            case Decision.Noted ignored -> this;
        };
    }

    /** The open call that {@code action} and {@code tag} name, when there is only one. */
    Optional<KitCallId> call(Called called) {
        List<KitCallId> found = calls.open().entrySet().stream().filter(open -> open.getValue().equals(called))
                .map(Map.Entry::getKey).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** The open request, when there is only one. */
    Optional<RequestId> request() {
        return requests.open().size() == 1 ? Optional.of(requests.open().first()) : Optional.empty();
    }

    /** Calls and requests are numbered on from here. */
    Scene counting(long lastCall, long lastRequest) {
        return new Scene(self, incarnation, lcd, stored, new Calls(lastCall, calls.open()),
                new Requests(lastRequest, requests.open()));
    }

    /** With a call that is out since before the text begins. */
    Scene with(KitCallId id, Called called) {
        SortedMap<KitCallId, Called> open = new TreeMap<>(calls.open());
        open.put(id, called);
        return with(new Calls(calls.last(), open));
    }

    Scene with(LcdState next) {
        return new Scene(self, incarnation, next, stored, calls, requests);
    }

    private LcdState folded(List<Entry> entries) {
        LcdState next = lcd;
        for (Entry entry : entries) {
            next = folded(next, entry);
        }
        return next;
    }

    /** A store that does not fit is printed too; to refuse it is for those who carry it out. */
    static LcdState folded(LcdState lcd, Entry entry) {
        try {
            return lcd.apply(entry);
        } catch (IllegalArgumentException unfit) {
            return lcd;
        }
    }

    private Scene with(Calls next) {
        return new Scene(self, incarnation, lcd, stored, next, requests);
    }

    private Scene with(Requests next) {
        return new Scene(self, incarnation, lcd, stored, calls, next);
    }

    private Calls opened(Decision.CallKit call) {
        SortedMap<KitCallId, Called> open = new TreeMap<>(calls.open());
        open.put(call.call(), new Called(call.action(), call.target().resource().tag()));
        return new Calls(Math.max(calls.last(), call.call().value()), open);
    }

    private Calls closed(KitCallId call) {
        SortedMap<KitCallId, Called> open = new TreeMap<>(calls.open());
        open.remove(call);
        return new Calls(calls.last(), open);
    }

    private Requests opened(RequestId id) {
        SortedSet<RequestId> open = new TreeSet<>(requests.open());
        open.add(id);
        return new Requests(Math.max(requests.last(), id.value()), open);
    }

    private Requests answered(RequestId id) {
        SortedSet<RequestId> open = new TreeSet<>(requests.open());
        open.remove(id);
        return new Requests(requests.last(), open);
    }
}
