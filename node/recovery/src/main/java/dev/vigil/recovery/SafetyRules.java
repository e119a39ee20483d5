package dev.vigil.recovery;

import java.util.Optional;

import dev.vigil.lcd.model.Config;

/** RC-119: where the safety check may be on. The answer is the sentence that says what is wrong. */
final class SafetyRules {
    private SafetyRules() {}

    static Optional<String> check(Config config) {
        if (!config.isByMajority() && !config.isFencingRequired()) {
            return Optional.empty();
        }
        return config.instances().stream().filter(instance -> Policies.isSafetyChecked(instance.properties())).findFirst()
                .map(instance -> "The safety check of " + instance.tag() + " is for quorum off without fencing: "
                        + (config.isByMajority() ? "by majority the voters say" : "where fencing is required, the fence says")
                        + " who may run it, so set " + Policies.SAFETY + " to off");
    }
}
