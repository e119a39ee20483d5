package dev.vigil.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Initialization;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.Priority;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Switchback;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Timing;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.protocol.admin.CreateDependencyRequest;
import dev.vigil.protocol.admin.CreatePathRequest;
import dev.vigil.protocol.admin.CreateResourceRequest;
import dev.vigil.protocol.admin.DeletePathRequest;
import dev.vigil.protocol.admin.ExtendResourceRequest;
import dev.vigil.protocol.admin.MoveRequest;
import dev.vigil.protocol.admin.SetTimingRequest;
import dev.vigil.protocol.admin.TypeInfo;
import dev.vigil.recovery.Request;

/** Turns messages into requests of the controller. A value that cannot be is refused here; what depends on the state, there. */
final class Requests {
    private static final int DEFAULT_PORT = 7741;
    private static final int PRIORITY_STEP = 10;
    /** What is protected is watched unless somebody says otherwise; the intervals are those of Microsoft's failover clustering. */
    private static final int QUICK_SECONDS = 5;
    private static final int DEEP_SECONDS = 60;

    private final NodeAdministration node;
    private final PropertyRules rules;

    Requests(NodeAdministration node) {
        this.node = node;
        this.rules = new PropertyRules(node);
    }

    Request createPath(CreatePathRequest q) {
        return checked(() -> {
            NodeId first = new NodeId(q.getFirst());
            NodeId second = new NodeId(q.getSecond());
            String name = q.getPath().isEmpty() ? freePathName(first, second) : q.getPath();
            PathRow row = new PathRow(new PathId(name), first, Endpoints.withPort(q.getFirstAddress(), DEFAULT_PORT), second,
                    Endpoints.withPort(q.getSecondAddress(), DEFAULT_PORT));
            return new Request.ChangeConfig("path " + name + " created", Request.puts(List.of(row)), nodes(q.getWithoutList()));
        });
    }

    Request deletePath(DeletePathRequest q) {
        return checked(() -> {
            PathId path = new PathId(q.getPath());
            if (config().paths().stream().noneMatch(row -> row.path().equals(path))) {
                throw new AdminRefusal(AdminRefusal.Code.NOT_FOUND, "There is no path " + path + ".",
                        "vigil path list shows them.");
            }
            return new Request.ChangeConfig("path " + path + " deleted", List.of(new Change.Remove(PathRow.keyOf(path))),
                    nodes(q.getWithoutList()));
        });
    }

    Request setTiming(SetTimingRequest q) {
        return checked(() -> {
            boolean hasOwnTimes = q.getIntervalMs() != 0 || q.getDetectionMs() != 0;
            if (hasOwnTimes && List.of("default", "fast").contains(q.getProfile())) {
                throw new AdminRefusal(AdminRefusal.Code.INVALID, "The profile " + q.getProfile() + " has times of its own.",
                        "Give another name, with its interval and its detection time.");
            }
            Timing timing = switch (q.getProfile()) {
                case "default" -> Timing.DEFAULT;
                case "fast" -> Timing.FAST;
                default -> new Timing(q.getProfile().isEmpty() ? "custom" : q.getProfile(), Duration.ofMillis(q.getIntervalMs()),
                        Duration.ofMillis(q.getDetectionMs()));
            };
            ClusterRow cluster = config().cluster().orElseThrow(Requests::noCluster);
            return new Request.ChangeConfig("timing profile " + timing.profile(),
                    Request.puts(List.of(new ClusterRow(cluster.name(), timing))), nodes(q.getWithoutList()));
        });
    }

    Request createResource(CreateResourceRequest q) {
        return checked(() -> {
            Tag tag = new Tag(q.getTag());
            TypeId type = new TypeId(q.getType());
            TypeInfo known = rules.known(type);
            NodeId on = q.getNode().isEmpty() ? node.self() : new NodeId(q.getNode());
            ResourceRow resource = new ResourceRow(tag, type, new UnitId(tag.value()),
                    choice(Initialization.class, q.getInitialization(), Initialization.INIT_ISP),
                    choice(Switchback.class, q.getSwitchback(), Switchback.INTELLIGENT), !q.getNoLocalRecovery());
            InstanceRow instance = new InstanceRow(tag, on, q.getId().isEmpty() ? tag.value() : q.getId(), q.getInfo(),
                    new Priority(q.getPriority() == 0 ? Priority.HIGHEST : q.getPriority()),
                    new InstanceRow.Checks(
                            Duration.ofSeconds(q.hasQuickCheckSeconds() ? q.getQuickCheckSeconds() : QUICK_SECONDS),
                            Duration.ofSeconds(q.hasDeepCheckSeconds() ? q.getDeepCheckSeconds() : DEEP_SECONDS)),
                    new TreeMap<>(q.getPropertiesMap()));
            PropertyRules.check(known, instance);
            return new Request.CreateResource(resource, instance,
                    q.getLeaveOutOfService() ? Request.After.OUT_OF_SERVICE : Request.After.IN_SERVICE);
        });
    }

    /** A new instance for every member of the hierarchy: as on the node it comes from, but for what the caller overrides. */
    Request extend(ExtendResourceRequest q) {
        return checked(() -> {
            Tag tag = new Tag(q.getTag());
            NodeId target = new NodeId(q.getNode());
            ResourceRow resource = config().resource(tag).orElseThrow(() -> noTag(tag));
            List<InstanceRow> instances = new ArrayList<>();
            SortedSet<String> unused = new TreeSet<>(q.getOverridesMap().keySet());
            for (Tag member : config().membersOf(resource.unit())) {
                instances.add(extended(member, target, q, unused));
            }
            if (!unused.isEmpty()) {
                throw new AdminRefusal(AdminRefusal.Code.INVALID, "The overrides " + unused + " name no member of the hierarchy.",
                        "An override is TAG.id=VALUE or TAG.PROPERTY=VALUE; the members are "
                                + config().membersOf(resource.unit()) + ".");
            }
            return new Request.Extend(tag, target, instances);
        });
    }

    Request createDependency(CreateDependencyRequest q) {
        return checked(() -> new Request.CreateDependency(new Tag(q.getParent()), new Tag(q.getChild())));
    }

    Request inService(MoveRequest q) {
        return checked(() -> new Request.InService(new Tag(q.getTag()), place(q.getNode())));
    }

    Request outOfService(MoveRequest q) {
        return checked(() -> new Request.OutOfService(new Tag(q.getTag())));
    }

    Request switchover(MoveRequest q) {
        return checked(() -> new Request.Switchover(new Tag(q.getTag()), place(q.getNode())));
    }

    /** Runs {@code work}; a value that a model record refuses becomes a refusal with the record's own sentence. */
    static <T> T checked(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            String sentence = e.getMessage();
            throw new AdminRefusal(AdminRefusal.Code.INVALID, sentence == null ? "a value that cannot be" : sentence,
                    "Nothing was changed.");
        }
    }

    static AdminRefusal noTag(Tag tag) {
        return new AdminRefusal(AdminRefusal.Code.NOT_FOUND, "There is no resource " + tag + ".",
                "vigil status shows the resources.");
    }

    private InstanceRow extended(Tag member, NodeId target, ExtendResourceRequest q, SortedSet<String> unused) {
        List<InstanceRow> known = config().instances().stream().filter(row -> row.tag().equals(member)).toList();
        InstanceRow source = known.stream().filter(row -> row.node().equals(node.self())).findFirst().orElse(known.getFirst());
        SortedMap<String, String> properties = new TreeMap<>(source.properties());
        String id = source.id();
        for (Map.Entry<String, String> override : q.getOverridesMap().entrySet()) {
            String prefix = member + ".";
            if (override.getKey().startsWith(prefix)) {
                unused.remove(override.getKey());
                String name = override.getKey().substring(prefix.length());
                if (name.equals("id")) {
                    id = override.getValue();
                } else {
                    properties.put(name, override.getValue());
                }
            }
        }
        int lowest = known.stream().mapToInt(row -> row.priority().value()).max().orElse(0);
        int priority = q.getPriority() == 0
                ? Math.min(Priority.LOWEST, (lowest / PRIORITY_STEP + 1) * PRIORITY_STEP)
                : q.getPriority();
        InstanceRow instance = new InstanceRow(member, target, id, source.info(), new Priority(priority), source.checks(),
                properties);
        config().resource(member).ifPresent(resource -> PropertyRules.check(rules.known(resource.type()), instance));
        return instance;
    }

    private String freePathName(NodeId first, NodeId second) {
        String pair = first.compareTo(second) < 0 ? first + "-" + second : second + "-" + first;
        List<PathId> taken = config().paths().stream().map(PathRow::path).toList();
        int number = 1;
        while (taken.contains(new PathId(pair + "/lan" + number))) {
            number++;
        }
        return pair + "/lan" + number;
    }

    private Config config() {
        return node.lcd().config();
    }

    private static AdminRefusal noCluster() {
        return new AdminRefusal(AdminRefusal.Code.NOT_NOW, "This node belongs to no cluster.",
                "vigil cluster init or vigil cluster join.");
    }

    static Optional<NodeId> place(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(new NodeId(name));
    }

    static List<NodeId> nodes(List<String> names) {
        return names.stream().map(NodeId::new).toList();
    }

    static <E extends Enum<E>> E choice(Class<E> kind, String name, E otherwise) {
        if (name.isEmpty()) {
            return otherwise;
        }
        for (E choice : kind.getEnumConstants()) {
            if (choice.name().equalsIgnoreCase(name)) {
                return choice;
            }
        }
        throw new IllegalArgumentException("\"" + name + "\" is not one of " + List.of(kind.getEnumConstants()));
    }
}
