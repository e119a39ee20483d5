package dev.vigil.recovery;

import java.util.Optional;

import dev.vigil.lcd.model.Config;

/** RC-24: what must hold before a resource is created. */
final class CreateRules {
    private CreateRules() {}

    static Optional<String> check(Config config, Request.CreateResource request) {
        if (config.resource(request.resource().tag()).isPresent()) {
            return Optional.of("There is a resource " + request.resource().tag() + " already");
        }
        if (!request.instance().tag().equals(request.resource().tag())) {
            return Optional.of("The instance is one of " + request.instance().tag() + ", not of " + request.resource().tag());
        }
        if (!config.membersOf(request.resource().unit()).isEmpty()) {
            return Optional
                    .of("The unit " + request.resource().unit() + " has resources already; a new one begins a unit of its own");
        }
        return Optional.empty();
    }
}
