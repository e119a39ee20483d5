package dev.vigil.server.loop;

import dev.vigil.recovery.Decision;

/** Carries out what the controller decided and the loop does not do by itself. Called on the controller's thread; must not block. */
public interface Hands {
    void tell(Decision.Tell tell);

    void callKit(Decision.CallKit call);

    void abandon(Decision.AbandonKitCall call);

    /** Runs an agent; an event tells how it ended. */
    void fence(Decision.Fence fence);

    void abandonFence(Decision.AbandonFence fence);

    /** Asks the network; an event tells what it answered. */
    void askSafety(Decision.AskSafety question);

    void seekLease(Decision.SeekLease seek);

    void endLease(Decision.EndLease end);

    /** Tells the voters of lives that are over. */
    void certify(Decision.Certify certify);

    void gate(Decision.Gate gate);

    /** Ends the machine; an event tells when it could not. */
    void halt(Decision.Halt halt);

    void answer(Decision.Answer answer);

    /** Log it and keep it in the history; what is kept need not be durable before later decisions. */
    void note(Decision.Noted noted);
}
