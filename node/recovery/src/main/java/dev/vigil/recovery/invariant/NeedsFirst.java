package dev.vigil.recovery.invariant;

import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Tag;

/** Nothing starts before all that it needs runs, and nothing stops while something that needs it may run. */
final class NeedsFirst implements Invariant {
    @Override
    public String number() {
        return "IN-2";
    }

    @Override
    public Optional<String> broken(Happening what, Census census) {
        return what instanceof Happening.Called called ? judge(called, census.host(called.node())) : Optional.empty();
    }

    private static Optional<String> judge(Happening.Called called, Census.Host host) {
        Config config = host.disk().config();
        Tag tag = called.call().target().resource().tag();
        return switch (called.call().action()) {
            case RESTORE, RECOVER -> notRunning(config.childrenOf(tag), host).map(child -> tag + " is started on " + called.node()
                    + " while " + child + ", which it needs, is " + host.activity(child));
            case REMOVE -> mayRun(config.parentsOf(tag), host).map(parent -> tag + " is stopped on " + called.node() + " while "
                    + parent + ", which needs it, is " + host.activity(parent));
            case QUICK_CHECK, DEEP_CHECK, DELETE, CAN_EXTEND, EXTEND, ANNOUNCE, HANDLE_EVENT -> Optional.empty();
        };
    }

    /** One that ended by itself is nobody's decision. */
    private static Optional<Tag> notRunning(List<Tag> tags, Census.Host host) {
        return tags.stream().filter(tag -> host.activity(tag) != Activity.BROKEN && host.activity(tag) != Activity.ACTIVE)
                .findFirst();
    }

    private static Optional<Tag> mayRun(List<Tag> tags, Census.Host host) {
        return tags.stream().filter(tag -> host.activity(tag).mayRun()).findFirst();
    }
}
