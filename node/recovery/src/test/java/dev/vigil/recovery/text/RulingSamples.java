package dev.vigil.recovery.text;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.vigil.recovery.Request;
import dev.vigil.recovery.Standing;

/** One ruling of each kind. */
final class RulingSamples {
    private RulingSamples() {}

    static Request draw(Samples samples) {
        List<Supplier<Request>> kinds = List.of(
                () -> new Request.Freeze(samples.coin() ? Optional.of(samples.tag()) : Optional.empty(),
                        Duration.ofSeconds(7_200),
                        samples.text()),
                () -> new Request.Unfreeze(samples.coin() ? Optional.of(samples.tag()) : Optional.empty(), samples.text()),
                () -> new Request.ConfirmFailover(samples.node(), samples.constant(Standing.Verdict.values()), samples.text()),
                () -> new Request.ConfirmDead(samples.node(), samples.text()),
                () -> new Request.FenceNode(samples.node(), samples.text()),
                () -> new Request.Keep(samples.tag(), samples.node(), samples.text()),
                () -> new Request.ClearDoubt(samples.tag(), Optional.of(samples.node()), samples.text()),
                () -> new Request.BreakLock(samples.node(), samples.text()),
                () -> new Request.StartAlone(samples.node(), samples.text()),
                () -> new Request.ClearFailed(samples.tag(), Optional.of(samples.node()), samples.text()),
                () -> new Request.ConfirmStopped(samples.tag(), Optional.empty(), samples.text()),
                () -> new Request.SetNode(samples.node(), "confirm-failover", "stay"));
        return samples.pick(kinds).get();
    }
}
