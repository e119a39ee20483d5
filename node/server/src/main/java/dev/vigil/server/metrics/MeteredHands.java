package dev.vigil.server.metrics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.recovery.Decision;
import dev.vigil.server.loop.Hands;

/** Counts what the controller decided while other hands carry it out. */
public final class MeteredHands implements Hands {
    private static final Logger LOG = LoggerFactory.getLogger(MeteredHands.class);
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
    public void fence(Decision.Fence fence) {
        hands.fence(fence);
    }

    @Override
    public void abandonFence(Decision.AbandonFence fence) {
        hands.abandonFence(fence);
    }

    @Override
    public void askSafety(Decision.AskSafety question) {
        hands.askSafety(question);
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
    public void certify(Decision.Certify certify) {
        hands.certify(certify);
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
        hands.note(noted);
        try {
            metrics.noted(noted.note());
        } catch (RuntimeException mistake) {
            // A figure that cannot be counted is no reason to decide nothing more.
            LOG.error("not-counted note={}", noted.note().facts(), mistake);
        }
    }
}
