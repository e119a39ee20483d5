package dev.vigil.kit;

import java.util.concurrent.CompletionStage;

import dev.vigil.lcd.model.Outcome;

/** How an agent answers the call of an action: at once, or later. */
public sealed interface Answer {
    /** The action is over. */
    record Now(Outcome outcome) implements Answer {}

    /**
     * The action goes on. The stage completes once, from any thread; completed with an exception it counts as unknown. Nothing else
     * begins for the resource before that.
     */
    record Pending(CompletionStage<Outcome> outcome) implements Answer {}
}
