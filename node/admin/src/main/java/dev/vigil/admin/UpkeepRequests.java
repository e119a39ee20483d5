package dev.vigil.admin;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.FlagName;
import dev.vigil.lcd.model.Initialization;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Occurrence;
import dev.vigil.lcd.model.Priority;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Switchback;
import dev.vigil.lcd.model.Tag;
import dev.vigil.protocol.admin.ChangeResourceRequest;
import dev.vigil.protocol.admin.DeleteDependencyRequest;
import dev.vigil.protocol.admin.DeleteResourceRequest;
import dev.vigil.protocol.admin.FlagRequest;
import dev.vigil.protocol.admin.RemoveNodeRequest;
import dev.vigil.protocol.admin.RunActionRequest;
import dev.vigil.protocol.admin.SendEventRequest;
import dev.vigil.protocol.admin.SetStateRequest;
import dev.vigil.protocol.admin.TypeInfo;
import dev.vigil.protocol.admin.UnextendResourceRequest;
import dev.vigil.recovery.Request;

/** Turns messages about what exists already into requests of the controller: taking away, changing, overriding, trying out. */
final class UpkeepRequests {
    private static final long MILLIS_PER_SECOND = 1_000;

    private final NodeAdministration node;
    private final PropertyRules rules;

    UpkeepRequests(NodeAdministration node) {
        this.node = node;
        this.rules = new PropertyRules(node);
    }

    Request delete(DeleteResourceRequest q) {
        return Requests.checked(() -> new Request.DeleteResource(new Tag(q.getTag()), Requests.nodes(q.getWithoutList())));
    }

    Request unextend(UnextendResourceRequest q) {
        return Requests.checked(() -> new Request.Unextend(new Tag(q.getTag()), new NodeId(q.getNode()),
                Requests.nodes(q.getWithoutList())));
    }

    Request removeNode(RemoveNodeRequest q) {
        return Requests.checked(() -> new Request.RemoveNode(new NodeId(q.getNode()), Requests.nodes(q.getWithoutList())));
    }

    Request deleteDependency(DeleteDependencyRequest q) {
        return Requests.checked(() -> new Request.DeleteDependency(new Tag(q.getParent()), new Tag(q.getChild())));
    }

    /** The instances are judged as they would be now; the controller puts the values into the rows as they are then. */
    Request change(ChangeResourceRequest q) {
        return Requests.checked(() -> {
            Tag tag = new Tag(q.getTag());
            ResourceRow resource = config().resource(tag).orElseThrow(() -> Requests.noTag(tag));
            Optional<NodeId> on = Requests.place(q.getNode());
            TypeInfo type = rules.known(resource.type());
            SortedSet<String> unset = new TreeSet<>(q.getUnsetPropertiesList());
            unset.forEach(name -> PropertyRules.checkName(type, name));
            if (unset.stream().anyMatch(q::containsProperties)) {
                throw new IllegalArgumentException("a property cannot be set and unset at once");
            }
            if (q.hasId() && q.getId().isEmpty()) {
                throw new IllegalArgumentException("an id cannot be empty");
            }
            config().instances().stream().filter(row -> row.tag().equals(tag))
                    .filter(row -> on.isEmpty() || on.get().equals(row.node()))
                    .forEach(row -> rules.checkChanged(type, changed(row, q)));
            return new Request.ChangeResource(tag, on, values(q), unset);
        });
    }

    private static InstanceRow.Checks checks(InstanceRow row, ChangeResourceRequest q) {
        return new InstanceRow.Checks(
                q.hasQuickCheckSeconds() ? Duration.ofSeconds(q.getQuickCheckSeconds()) : row.checks().quick(),
                q.hasDeepCheckSeconds() ? Duration.ofSeconds(q.getDeepCheckSeconds()) : row.checks().deep());
    }

    private static InstanceRow changed(InstanceRow row, ChangeResourceRequest q) {
        SortedMap<String, String> properties = new TreeMap<>(row.properties());
        q.getUnsetPropertiesList().forEach(properties::remove);
        properties.putAll(q.getPropertiesMap());
        return new InstanceRow(row.tag(), row.node(), q.hasId() ? q.getId() : row.id(), q.hasInfo() ? q.getInfo() : row.info(),
                row.priority(), checks(row, q), properties);
    }

    /** By the names that the rows have for them. */
    private static SortedMap<String, String> values(ChangeResourceRequest q) {
        SortedMap<String, String> values = new TreeMap<>();
        q.getPropertiesMap().forEach((name, value) -> values.put("p." + name, value));
        if (q.hasId()) {
            values.put("id", q.getId());
        }
        if (q.hasInfo()) {
            values.put("info", q.getInfo());
        }
        if (q.hasPriority()) {
            values.put("priority", new Priority(q.getPriority()).toString());
        }
        if (q.hasQuickCheckSeconds()) {
            values.put("quick-ms", millis(q.getQuickCheckSeconds()));
        }
        if (q.hasDeepCheckSeconds()) {
            values.put("deep-ms", millis(q.getDeepCheckSeconds()));
        }
        if (q.hasInitialization()) {
            values.put("init", Requests.choice(Initialization.class, q.getInitialization(), Initialization.INIT_ISP).name());
        }
        if (q.hasSwitchback()) {
            values.put("switchback", Requests.choice(Switchback.class, q.getSwitchback(), Switchback.INTELLIGENT).name());
        }
        if (q.hasLocalRecovery()) {
            values.put("local-recovery", q.getLocalRecovery() ? "yes" : "no");
        }
        return values;
    }

    private static String millis(int seconds) {
        return Long.toString(Integer.toUnsignedLong(seconds) * MILLIS_PER_SECOND);
    }

    Request setState(SetStateRequest q) {
        return Requests.checked(() -> {
            Tag tag = new Tag(q.getTag());
            if (q.getState().isEmpty()) {
                throw new IllegalArgumentException("a state is missing: ISP, ISU or OSU");
            }
            return new Request.SetState(tag, Requests.place(q.getNode()),
                    Requests.choice(ResourceState.class, q.getState(), ResourceState.ILLSTATE), q.getReason());
        });
    }

    /** The actions by the names that scripts have, long or short. */
    Request runAction(RunActionRequest q) {
        return Requests.checked(() -> {
            Action action = switch (q.getAction().toLowerCase(Locale.ROOT)) {
                case "quickcheck", "quickchk" -> Action.QUICK_CHECK;
                case "deepcheck", "deepchk" -> Action.DEEP_CHECK;
                case "recover" -> Action.RECOVER;
                default -> throw new AdminRefusal(AdminRefusal.Code.INVALID,
                        "\"" + q.getAction() + "\" is no action that can be run by itself.",
                        "They are " + String.join(", ", List.of("quickCheck", "deepCheck", "recover")) + ".");
            };
            return new Request.RunAction(new Tag(q.getTag()), action);
        });
    }

    /** Without a class there are no handlers, and nothing that they could be told. */
    Request sendEvent(SendEventRequest q) {
        if (!q.getEventClass().isEmpty() && !q.getEvent().isEmpty()) {
            return Requests.checked(() -> new Request.RaiseEvent(new Tag(q.getTag()),
                    new Occurrence(q.getEventClass(), q.getEvent(), q.getDetail(), facts(q))));
        }
        if (!q.getEventClass().isEmpty() || !q.getEvent().isEmpty() || q.getFactsCount() > 0) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID, "An event has a class and a name, or neither.",
                    "Give both: they name the folder of its handlers. Facts are for handlers alone.");
        }
        return Requests.checked(() -> new Request.SendEvent(new Tag(q.getTag()),
                q.getDetail().isEmpty() ? "reported from outside" : q.getDetail()));
    }

    private static SortedMap<Occurrence.Fact, String> facts(SendEventRequest q) {
        SortedMap<Occurrence.Fact, String> facts = new TreeMap<>();
        q.getFactsMap().forEach((word, text) -> facts.put(Occurrence.Fact.of(word), text));
        return facts;
    }

    Request setFlag(FlagRequest q) {
        return Requests.checked(() -> new Request.SetFlag(new FlagName(q.getFlag()), place(q)));
    }

    Request clearFlag(FlagRequest q) {
        return Requests.checked(() -> new Request.ClearFlag(new FlagName(q.getFlag()), place(q)));
    }

    private NodeId place(FlagRequest q) {
        return Requests.place(q.getNode()).orElse(node.self());
    }

    private Config config() {
        return node.lcd().config();
    }
}
