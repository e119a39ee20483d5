package dev.vigil.kits.ip;

import java.time.Duration;
import java.util.List;

import dev.vigil.kit.ActionCall.Caution;

/** How long the network is asked for another user of the address. */
final class DuplicateCheck {
    static final String AUTO = "auto";
    /** Long enough for an answer through a sleepy switch; operators do not notice it. */
    static final Duration FULL = Duration.ofMillis(500);
    /** What a failover can spare. */
    static final Duration BRIEF = Duration.ofMillis(200);
    /**
     * How long a failover goes on asking when somebody still answers: the machine that failed may hold the address until the kernel's
     * lifetime of two seconds has run out, though nobody renews it.
     */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private DuplicateCheck() {}

    static List<String> words() {
        return List.of(AUTO, "full", "brief", "none");
    }

    static Caution caution(String word, Caution asked) {
        return switch (word) {
            case "full" -> Caution.FULL;
            case "brief" -> Caution.BRIEF;
            case "none" -> Caution.NONE;
            default -> asked;
        };
    }
}
