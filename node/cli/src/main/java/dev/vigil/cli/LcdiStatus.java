package dev.vigil.cli;

import java.util.List;
import java.util.stream.Stream;

/** {@code lcdstatus}: each resource of the asked node with all that belongs to it, then the other nodes, the paths and the flags. */
final class LcdiStatus {
    private final LcdiCall call;
    private final String node;

    private LcdiStatus(LcdiCall call) {
        this.call = call;
        this.node = call.node();
    }

    static void print(LcdiCall call) {
        String root = call.options().get('r');
        if (!root.isEmpty()) {
            call.instance(root, call.node());
        }
        if (call.options().has('e') || call.options().has('q')) {
            call.node();
            LcdStatusText.of(call.lcd().status(), root, call.width()).forEach(call::say);
            return;
        }
        new LcdiStatus(call).longForm(root);
    }

    private void longForm(String root) {
        call.say("Resource hierarchies for machine \"" + node + "\":");
        Stream<LcdiInstance> instances = call.lcd().instancesOn(node).stream();
        if (!root.isEmpty()) {
            instances = instances.filter(one -> call.lcd().hierarchy(root).contains(one.tag()));
        }
        instances.forEach(this::resource);
        call.say("");
        call.say("Communication status for machine \"" + node + "\":");
        call.lcd().status().objects("systems").stream().filter(system -> !system.text("node").equals(node))
                .forEach(system -> call.say("  machine=" + system.text("node") + " state=" + system.text("health")));
        call.lcd().status().objects("paths").stream()
                .filter(path -> path.text("first").equals(node) || path.text("second").equals(node))
                .forEach(this::path);
        flags();
    }

    private void resource(LcdiInstance one) {
        call.say("  " + one.tag() + ": id=" + one.id() + " app=" + one.app() + " type=" + one.type() + " state=" + one.state());
        call.say("    initialize=" + one.initialization() + " switchback=" + one.switchback() + " local recovery="
                + one.localRecovery());
        ifAny("info=", one.info());
        ifAny("reason=", one.reason());
        ifAny("depends on resources: ", String.join(", ", call.lcd().childrenOf(one.tag())));
        ifAny("these resources depend on it: ", String.join(", ", call.lcd().parentsOf(one.tag())));
        call.say("    local priority = " + one.priority());
        call.lcd().instancesOf(one.tag()).stream().filter(other -> !other.node().equals(node))
                .forEach(other -> call
                        .say("    SHARED equivalency with \"" + other.tag() + "\" on \"" + other.node() + "\", priority = "
                                + other.priority()));
    }

    private void ifAny(String before, String text) {
        if (!text.isEmpty()) {
            call.say("    " + before + text);
        }
    }

    private void path(JsonObject path) {
        boolean isFirst = path.text("first").equals(node);
        String self = isFirst ? "first" : "second";
        String peer = isFirst ? "second" : "first";
        call.say("  to machine=" + path.text(peer) + " type=TCP name=" + path.text("path") + " addresses="
                + path.text(self + "_address") + "/" + path.text(peer + "_address") + " state=" + path.text("health"));
    }

    private void flags() {
        List<String> flags = call.lcd().flags(node);
        call.say("");
        call.say(flags.isEmpty() ? "No flags are set." : "These flags are set:");
        flags.forEach(flag -> call.say("  " + flag));
    }
}
