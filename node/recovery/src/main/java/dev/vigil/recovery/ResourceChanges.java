package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.ConfigRow;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Rows;
import dev.vigil.lcd.model.Tag;

/**
 * RC-30: new values are put into the rows as they are when the change is proposed, so that two changes never undo each other. A kit
 * sees them from its next action on; what the resource is on a node is not changed under its feet.
 */
final class ResourceChanges {
    private static final String PROPERTY = "p.";
    private static final String ID = "id";
    private static final List<String> OF_INSTANCE = List.of(ID, "info", "priority", "quick-ms", "deep-ms");
    private static final List<String> OF_RESOURCE = List.of("init", "switchback", "local-recovery");

    private ResourceChanges() {}

    static void begin(Turn turn, Asker asker, Request.ChangeResource request) {
        Optional<Reply.Refused> wrong = check(turn, request);
        if (wrong.isPresent()) {
            Askers.answer(turn, asker, wrong.get());
            return;
        }
        List<ConfigRow> rows;
        try {
            rows = rows(turn.config(), request);
        } catch (IllegalArgumentException e) {
            Askers.refuse(turn, asker, Reply.Refusal.INVALID, String.valueOf(e.getMessage()), "Nothing was changed");
            return;
        }
        List<Change> changes = Request
                .puts(rows.stream().filter(row -> !row.equals(turn.config().rows().get(row.key()))).toList());
        if (changes.isEmpty()) {
            Askers.done(turn, asker, request.tag() + " is so already");
            return;
        }
        Operations.begin(turn, asker, new Operation.Plan.ChangeRows(request.tag() + " is changed"
                + request.node().map(node -> " on " + node).orElse("") + cost(turn, request, changes)), changes, List.of());
    }

    /** RC-106: what another end of a lost lease costs is said to whoever asks for it. */
    private static String cost(Turn turn, Request.ChangeResource request, List<Change> changes) {
        boolean isAbout = Policies.LEASES.stream()
                .anyMatch(name -> request.values().containsKey(PROPERTY + name) || request.unset().contains(name));
        return Topology.unitOf(turn.config(), request.tag()).filter(unit -> isAbout && turn.config().isByMajority()).map(unit -> {
            LeaseLoss next = LeaseLoss.of(turn.config().next(changes), unit);
            String cost = next.equals(LeaseLoss.of(turn.config(), unit)) ? "" : next.cost(unit);
            return cost.isEmpty() ? "" : "; " + cost;
        }).orElse("");
    }

    private static Optional<Reply.Refused> check(Turn turn, Request.ChangeResource request) {
        Tag tag = request.tag();
        if (turn.config().resource(tag).isEmpty()) {
            return RemovalRules.refusal(Reply.Refusal.NOT_FOUND, "There is no resource " + tag,
                    "See status for those that exist");
        }
        if (request.node().filter(node -> turn.config().instance(tag, node).isEmpty()).isPresent()) {
            return RemovalRules.refusal(Reply.Refusal.NOT_FOUND, tag + " is not extended to " + request.node().get(),
                    "See status for where it is");
        }
        for (String name : request.values().keySet()) {
            boolean isOfResource = OF_RESOURCE.contains(name);
            if (!isOfResource && !OF_INSTANCE.contains(name) && !name.startsWith(PROPERTY)) {
                return RemovalRules.refusal(Reply.Refusal.INVALID, "A resource has no " + name,
                        "There are " + OF_INSTANCE + " and " + OF_RESOURCE + ", and properties as " + PROPERTY + "NAME");
            }
            if (isOfResource && request.node().isPresent()) {
                return RemovalRules.refusal(Reply.Refusal.INVALID, name + " holds on every node", "Change it without a node");
            }
        }
        return running(turn, request);
    }

    /** Another id is another thing: the old one could never be taken out of service again. */
    private static Optional<Reply.Refused> running(Turn turn, Request.ChangeResource request) {
        String id = request.values().get(ID);
        if (id == null) {
            return Optional.empty();
        }
        return nodes(turn.config(), request).stream()
                .filter(node -> turn.config().instance(request.tag(), node).filter(row -> !row.id().equals(id)).isPresent())
                .filter(node -> RemovalRules.mayRun(turn, node, request.tag())).findFirst()
                .flatMap(node -> RemovalRules.refusal(Reply.Refusal.NOT_NOW,
                        request.tag() + " is in service on " + node + ", and would be something else under another id",
                        "Take it out of service first"));
    }

    private static List<NodeId> nodes(Config config, Request.ChangeResource request) {
        return request.node().map(List::of).orElseGet(() -> Topology.nodes(config, request.tag()));
    }

    private static List<ConfigRow> rows(Config config, Request.ChangeResource request) {
        List<ConfigRow> rows = new ArrayList<>();
        config.resource(request.tag()).ifPresent(row -> rows.add(changed(row, request, OF_RESOURCE)));
        nodes(config, request).forEach(node -> config.instance(request.tag(), node)
                .ifPresent(row -> rows.add(sound((InstanceRow) changed(row, request, OF_INSTANCE)))));
        return rows;
    }

    /** Rows have names for their values as text; new values are read as old ones are. */
    private static ConfigRow changed(ConfigRow row, Request.ChangeResource request, List<String> names) {
        SortedMap<String, String> fields = new TreeMap<>(row.toLine().fields());
        boolean hasProperties = row instanceof InstanceRow;
        request.values().forEach((name, value) -> {
            if (names.contains(name) || hasProperties && name.startsWith(PROPERTY)) {
                fields.put(name, value);
            }
        });
        if (hasProperties) {
            request.unset().forEach(name -> fields.remove(PROPERTY + name));
        }
        if (row instanceof ResourceRow && !List.of("yes", "no").contains(fields.get("local-recovery"))) {
            throw new IllegalArgumentException("local-recovery is yes or no, not " + fields.get("local-recovery"));
        }
        return Rows.parseConfig(new Line(row.toLine().verb(), fields));
    }

    private static InstanceRow sound(InstanceRow row) {
        if (row.checks().quick().isNegative() || row.checks().deep().isNegative()) {
            throw new IllegalArgumentException("a check cannot follow another before it");
        }
        return row;
    }
}
