package dev.vigil.server.metrics;

import dev.vigil.recovery.Decision;
import dev.vigil.server.loop.Hands;

/** Counts what the controller decided while other hands carry it out. */
public final class MeteredHands implements Hands {
    private final Hands hands;
    private final Metrics metrics;

    public MeteredHands(Hands hands, Metrics metrics) {
        this.hands = hands;
        this.metrics = metrics;
    }

    @Override
    public void tell(Decision.Tell tell) {
        hands.tell(tell);
    }

    @Override
    public void callKit(Decision.CallKit call) {
        // Before the call: its end comes from another thread, and may come at once.
        metrics.called(call);
        hands.callKit(call);
    }

    @Override
    public void abandon(Decision.AbandonKitCall call) {
        hands.abandon(call);
    }

    @Override
    public void seekLease(Decision.SeekLease seek) {
        hands.seekLease(seek);
    }

    @Override
    public void endLease(Decision.EndLease end) {
        hands.endLease(end);
    }

    @Override
    public void gate(Decision.Gate gate) {
        hands.gate(gate);
    }

    @Override
    public void halt(Decision.Halt halt) {
        hands.halt(halt);
    }

    @Override
    public void answer(Decision.Answer answer) {
        hands.answer(answer);
    }

    @Override
    public void note(Decision.Noted noted) {
        metrics.noted(noted.note());
        hands.note(noted);
    }
}
