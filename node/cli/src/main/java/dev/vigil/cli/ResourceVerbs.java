package dev.vigil.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs of resources. */
@Command(name = "resource", description = "Protected resources and their hierarchies.")
final class ResourceVerbs extends VerbGroup {
    private final Answers answers;
    private final Terminal terminal;

    ResourceVerbs(Answers answers, Terminal terminal) {
        this.answers = answers;
        this.terminal = terminal;
    }

    /** How a new resource is looked after. */
    static final class Care {
        @Option(names = "--quick-check", paramLabel = "TIME", description = "From quick check to quick check (5s); 0s for never.")
        private Optional<String> quickCheck = Optional.empty();
        @Option(names = "--deep-check", paramLabel = "TIME", description = "From deep check to deep check (60s); 0s for never.")
        private Optional<String> deepCheck = Optional.empty();
        @Option(names = "--initialization", defaultValue = "", paramLabel = "WORD", description = "AUTORES_ISP, INIT_ISP or INIT_OSU.")
        private String initialization = "";
        @Option(names = "--switchback", defaultValue = "", paramLabel = "WORD", description = "INTELLIGENT or AUTOMATIC.")
        private String switchback = "";
        @Option(names = "--no-local-recovery", description = "A failure moves it at once.")
        private boolean isMovedAtOnce;
        @Option(names = "--out-of-service", description = "Do not bring it in service now.")
        private boolean isLeftOut;
    }

    @Command(description = "The resources by hierarchy, with their states by node.")
    int list() {
        return answers.query("/v1/status", new Object[0], status -> StatusText.resourcesOf(status, answers.width()));
    }

    @Command(description = "Create a resource on one node and bring it in service.")
    int create(@Parameters(paramLabel = "TYPE", description = "Its type: vigil resource types.") String type,
            @Parameters(paramLabel = "TAG", description = "Its name in the cluster.") String tag,
            @Option(names = "--id", defaultValue = "", paramLabel = "ID", description = "What it is on the node (the tag).") String id,
            @Option(names = "--info", defaultValue = "", paramLabel = "TEXT", description = "Free text for its scripts.") String info,
            @Option(names = "--on", defaultValue = "", paramLabel = "NODE", description = "Where (the node that is asked).") String node,
            @Option(names = "--priority", defaultValue = "0", paramLabel = "N", description = "1 (highest) to 1024.") int priority,
            @Option(names = "--property", paramLabel = "NAME=VALUE", description = "A property of the type.") @Nullable Map<String, String> properties,
            @Mixin Care care) {
        return answers.change("/v1/resources", "tag", tag, "type", type, "node", node, "id", id, "info", info, "priority",
                priority, "properties", orEmpty(properties), "quick_check_seconds", care.quickCheck.map(Amounts::seconds),
                "deep_check_seconds", care.deepCheck.map(Amounts::seconds), "initialization", care.initialization, "switchback",
                care.switchback, "no_local_recovery", care.isMovedAtOnce, "leave_out_of_service", care.isLeftOut);
    }

    @Command(description = "Let a hierarchy run on another node too.")
    int extend(@Parameters(paramLabel = "TAG", description = "Any resource of the hierarchy.") String tag,
            @Parameters(paramLabel = "NODE", description = "The other node.") String node,
            @Option(names = "--priority", defaultValue = "0", paramLabel = "N", description = "Its rank there (behind all).") int priority,
            @Option(names = "--set", paramLabel = "TAG.NAME=VALUE", description = "A property, or TAG.id, that differs there.") @Nullable Map<String, String> overrides) {
        return answers.change("/v1/resources:extend", "tag", tag, "node", node, "priority", priority, "overrides",
                orEmpty(overrides));
    }

    @Command(description = "A hierarchy shall run on a node no longer; not on the one that owns it.")
    int unextend(@Parameters(paramLabel = "TAG", description = "Any resource of the hierarchy.") String tag,
            @Parameters(paramLabel = "NODE", description = "The node.") String node,
            @Option(names = "--without", paramLabel = "NODE", description = "Do it although this node is absent.") String @Nullable [] without,
            @Option(names = "--yes", description = "Do not ask.") boolean isSure) {
        terminal.confirm(isSure, "Shall the whole hierarchy of " + tag + " leave " + node + "?");
        return answers.change("/v1/resources:unextend", "tag", tag, "node", node, "without", values(without));
    }

    @Command(description = "Delete a resource from every node. It must be out of service, and nothing may need it.")
    int delete(@Parameters(paramLabel = "TAG", description = "The resource.") String tag,
            @Option(names = "--without", paramLabel = "NODE", description = "Do it although this node is absent.") String @Nullable [] without,
            @Option(names = "--yes", description = "Do not ask.") boolean isSure) {
        terminal.confirm(isSure, "Shall " + tag + " be deleted on every node?");
        return answers.change("/v1/resources:delete", "tag", tag, "without", values(without));
    }

    @Command(description = "All that can be set about a resource, by node, with defaults.")
    int properties(@Parameters(paramLabel = "TAG", description = "The resource.") String tag) {
        JsonObject all = PropertiesText.of(tag, answers.ask("/v1/lcd", "tag", tag), answers.ask("/v1/types"));
        return answers.show(all, answer -> PropertiesText.lines(answer, answers.width()));
    }

    @Command(description = "What the actions of a resource wrote when they last ran, on each node.")
    int output(@Parameters(paramLabel = "TAG", description = "The resource.") String tag,
            @Option(names = "--node", defaultValue = "", paramLabel = "NODE", description = "Only on this node.") String node,
            @Option(names = "--action", defaultValue = "", paramLabel = "ACTION", description = "Only of restore, remove, quickCheck, ...") String action) {
        return answers.query("/v1/outputs", new Object[]{"tag", tag, "node", node, "action", action}, OutputText::of);
    }

    @Command(description = "Change properties and settings of a resource, on every node or on one.")
    int set(@Parameters(index = "0", paramLabel = "TAG", description = "The resource.") String tag,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME=VALUE", description = "Properties: vigil resource properties TAG.") @Nullable Map<String, String> properties,
            @Option(names = "--node", defaultValue = "", paramLabel = "NODE", description = "Only on this node.") String node,
            @Option(names = "--unset", paramLabel = "NAME", description = "This property goes back to its default.") String @Nullable [] unset,
            @Mixin ResourceSettings settings) {
        Map<String, Object> message = new LinkedHashMap<>(
                JsonObject.message("properties", orEmpty(properties), "unset_properties", values(unset)));
        message.putAll(settings.message());
        if (message.isEmpty()) {
            throw Failure.usage("Nothing is given that shall change.", "vigil resource properties " + tag + " shows what can.");
        }
        message.put("tag", tag);
        if (!node.isEmpty()) {
            message.put("node", node);
        }
        return answers.send("/v1/resources:change", message);
    }

    @Command(name = "set-state", description = "Override the stored state: OSF to OSU, ISP to ISU and back. Runs no script.")
    int setState(@Parameters(paramLabel = "TAG", description = "The resource.") String tag,
            @Parameters(paramLabel = "STATE", description = "ISP, ISU or OSU.") String state,
            @Option(names = "--node", defaultValue = "", paramLabel = "NODE", description = "Where (its owner).") String node,
            @Option(names = "--reason", defaultValue = "", paramLabel = "TEXT", description = "Why, for those who read the status.") String reason,
            @Option(names = "--yes", description = "Do not ask.") boolean isSure) {
        terminal.confirm(isSure, "Shall " + tag + " be called " + state + (node.isEmpty() ? "" : " on " + node)
                + ", whatever it is?");
        return answers.change("/v1/resources:set-state", "tag", tag, "node", node, "state", state, "reason", reason);
    }

    @Command(name = "clear-failed", description = "What has failed on a node is mended: the node counts as a backup again.")
    int clearFailed(@Parameters(paramLabel = "TAG", description = "The resource.") String tag,
            @Option(names = "--node", defaultValue = "", paramLabel = "NODE", description = "Where (the only node on which it has failed).") String node,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who read it later.") String reason) {
        return answers.change("/v1/resources:clear-failed", "tag", tag, "node", node, "reason", reason);
    }

    @Command(name = "clear-doubt", description = "Nobody knows whether a resource runs on a node: check it there now; found well, it is in service.")
    int clearDoubt(@Parameters(paramLabel = "TAG", description = "The resource.") String tag,
            @Option(names = "--node", defaultValue = "", paramLabel = "NODE", description = "Where (its owner).") String node,
            @Option(names = {"--reason",
                    "--why"}, required = true, paramLabel = "TEXT", description = "Why, for those who read it later.") String reason) {
        return answers.change("/v1/resources:clear-doubt", "tag", tag, "node", node, "reason", reason);
    }

    @Command(name = "confirm-stopped", description = "What may still run on a node was stopped by hand: the hierarchy is released.")
    int confirmStopped(@Parameters(paramLabel = "TAG", description = "The resource.") String tag,
            @Option(names = "--node", defaultValue = "", paramLabel = "NODE", description = "Where (its owner).") String node,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who read it later.") String reason,
            @Option(names = "--yes", description = "Do not ask.") boolean isSure) {
        terminal.confirm(isSure, "Is " + tag + (node.isEmpty() ? "" : " on " + node)
                + " stopped? If it runs on, it may run twice.");
        return answers.change("/v1/resources:confirm-stopped", "tag", tag, "node", node, "reason", reason);
    }

    @Command(name = "in-service", description = "Bring a hierarchy in service.")
    int inService(@Parameters(paramLabel = "TAG", description = "Any resource of the hierarchy.") String tag,
            @Parameters(arity = "0..1", defaultValue = "", paramLabel = "NODE", description = "Where (the first in priority).") String node) {
        return answers.change("/v1/resources:in-service", "tag", tag, "node", node);
    }

    @Command(name = "out-of-service", description = "Take a hierarchy out of service.")
    int outOfService(@Parameters(paramLabel = "TAG", description = "Any resource of the hierarchy.") String tag) {
        return answers.change("/v1/resources:out-of-service", "tag", tag);
    }

    @Command(description = "The types that this node knows, with their properties.")
    int types() {
        return answers.query("/v1/types", new Object[0], Answers::types);
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
