package dev.vigil.recovery.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.ConfigRow;
import dev.vigil.lcd.model.DependencyRow;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Initialization;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.Priority;
import dev.vigil.lcd.model.RecoveryDirection;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Row;
import dev.vigil.lcd.model.RowKey;
import dev.vigil.lcd.model.Rows;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.StatusRow;
import dev.vigil.lcd.model.Switchback;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Timing;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.lcd.model.TypeRow;
import dev.vigil.lcd.model.UnitId;

/** Reads the lines of {@code given}: first the short ones, which derive rows, then the rows written whole, which win. */
final class GivenReader {
    private static final List<String> STATUS_KINDS = List.of("state", "ownership", "flag", "repairs", "ruling", "certificate");
    private static final List<String> CONFIG_KINDS = List.of("system", "type", "instance", "dependency", "receiver",
            "quorum", "fence", "fencing");

    private final SortedMap<NodeId, Incarnation> lives = new TreeMap<>();
    private final SortedMap<NodeId, Revision> revisions = new TreeMap<>();
    private final List<NodeId> nodes = new ArrayList<>();
    private final SortedMap<RowKey, ConfigRow> config = new TreeMap<>();
    private final SortedMap<NodeId, SortedMap<RowKey, StatusRow>> statuses = new TreeMap<>();
    private final SortedMap<NodeId, PeerHealth> peers = new TreeMap<>();
    private final SortedMap<PathId, PathHealth> paths = new TreeMap<>();
    private final List<ResourceLine> resources = new ArrayList<>();
    private final List<Line> besides = new ArrayList<>();
    private Revision number = Revision.ZERO.next();

    private record ResourceLine(ResourceRow row, List<Tag> needs, boolean hasUnit) {}

    static Given read(List<Line> lines) {
        GivenReader reader = new GivenReader();
        reader.cluster(of(lines, "cluster"));
        reader.nodes(of(lines, "node"));
        reader.paths(of(lines, "path"));
        of(lines, "resource").forEach(reader::resource);
        reader.units();
        reader.standby();
        of(lines, "owner").forEach(reader::owner);
        lines.stream().filter(line -> CONFIG_KINDS.contains(line.verb())).map(Rows::parseConfig).forEach(reader::put);
        lines.stream().filter(line -> STATUS_KINDS.contains(line.verb())).forEach(reader::status);
        of(lines, "remove").forEach(reader::remove);
        of(lines, "health").forEach(reader::health);
        lines.stream().filter(line -> RestText.KINDS.contains(line.verb())).forEach(reader.besides::add);
        return reader.given();
    }

    private static List<Line> of(List<Line> lines, String verb) {
        return lines.stream().filter(line -> line.verb().equals(verb)).toList();
    }

    private void cluster(List<Line> lines) {
        Fields fields = new Fields(lines.isEmpty() ? Line.of("cluster") : lines.getFirst());
        String profile = fields.text("profile", Timing.DEFAULT.profile());
        Timing base = profile.equals(Timing.FAST.profile()) ? Timing.FAST : Timing.DEFAULT;
        put(new ClusterRow(fields.text("name", "shop"), new Timing(profile, fields.duration("interval", base.interval()),
                fields.duration("detection", base.detection()))));
        number = fields.revision("config", number);
        fields.end();
    }

    private void nodes(List<Line> lines) {
        List<Line> all = lines.isEmpty()
                ? List.of(Line.of("node").with("name", "alpha"), Line.of("node").with("name", "bravo"))
                : lines;
        for (Line line : all) {
            Fields fields = new Fields(line);
            NodeId node = fields.node("name");
            nodes.add(node);
            lives.put(node, fields.incarnation("incarnation", new Incarnation(1, 0)));
            revisions.put(node, fields.revision("revision", new Revision(1)));
            put(new SystemRow(node, node + ":7742"));
            fields.end();
        }
    }

    private void paths(List<Line> lines) {
        if (lines.isEmpty()) {
            for (int first = 0; first < nodes.size(); first++) {
                for (int second = first + 1; second < nodes.size(); second++) {
                    String pair = nodes.get(first) + "-" + nodes.get(second);
                    path(new PathId(pair + "/lan1"), nodes.get(first), nodes.get(second));
                    path(new PathId(pair + "/lan2"), nodes.get(first), nodes.get(second));
                }
            }
        }
        for (Line line : lines) {
            Fields fields = new Fields(line);
            PathId path = new PathId(fields.text("name"));
            NodeId first = fields.node("first");
            NodeId second = fields.node("second");
            put(new PathRow(path, first, fields.text("first-address", address(first, path)), second,
                    fields.text("second-address", address(second, path))));
            paths.put(path, PathHealth.valueOf(fields.text("health", PathHealth.ALIVE.name())));
            fields.end();
        }
        nodes.forEach(node -> peers.put(node, PeerHealth.ALIVE));
    }

    private void path(PathId path, NodeId first, NodeId second) {
        put(new PathRow(path, first, address(first, path), second, address(second, path)));
        paths.put(path, PathHealth.ALIVE);
    }

    private static String address(NodeId node, PathId path) {
        return node + "." + path.value().substring(path.value().lastIndexOf('/') + 1) + ":7741";
    }

    private void resource(Line line) {
        Fields fields = new Fields(line);
        Tag tag = fields.tag("tag");
        TypeId type = new TypeId(fields.text("type"));
        List<Tag> needs = fields.find("needs").map(Fields::words).orElse(List.of()).stream().map(Tag::new).toList();
        ResourceRow row = new ResourceRow(tag, type, new UnitId(fields.text("unit", tag.value())),
                Initialization.valueOf(fields.text("init", Initialization.INIT_ISP.name())),
                Switchback.valueOf(fields.text("switchback", Switchback.INTELLIGENT.name())),
                fields.text("local-recovery", "yes").equals("yes"));
        resources.add(new ResourceLine(row, needs, fields.has("unit")));
        put(new TypeRow(type, RecoveryDirection.REMOTE));
        needs.forEach(child -> put(new DependencyRow(tag, child)));
        instances(line, fields, tag);
        fields.end();
    }

    private void instances(Line line, Fields fields, Tag tag) {
        List<NodeId> on = fields.has("on") ? fields.nodes("on") : nodes;
        InstanceRow.Checks checks = new InstanceRow.Checks(fields.duration("quick", Duration.ZERO),
                fields.duration("deep", Duration.ZERO));
        String id = fields.text("id", tag.value());
        String info = fields.text("info", "");
        SortedMap<String, String> properties = new TreeMap<>();
        line.fields().keySet().stream().filter(name -> name.startsWith("p."))
                .forEach(name -> properties.put(name.substring(2), fields.text(name)));
        for (int place = 0; place < on.size(); place++) {
            put(new InstanceRow(tag, on.get(place), id, info, new Priority(place + 1), checks, properties));
        }
    }

    /** A unit is named after the resource of its component that is written first, unless a line says otherwise. */
    private void units() {
        for (ResourceLine resource : resources) {
            UnitId unit = resource.hasUnit()
                    ? resource.row().unit()
                    : new UnitId(firstOf(component(resource.row().tag())).value());
            put(resource.row().inUnit(unit));
        }
    }

    private Tag firstOf(NavigableSet<Tag> component) {
        return resources.stream().map(resource -> resource.row().tag()).filter(component::contains).findFirst().orElseThrow();
    }

    private NavigableSet<Tag> component(Tag start) {
        NavigableSet<Tag> component = new TreeSet<>(List.of(start));
        boolean hasGrown = true;
        while (hasGrown) {
            hasGrown = false;
            for (ResourceLine resource : resources) {
                NavigableSet<Tag> joined = new TreeSet<>(resource.needs());
                joined.add(resource.row().tag());
                hasGrown |= joined.stream().anyMatch(component::contains) && component.addAll(joined);
            }
        }
        return component;
    }

    private void standby() {
        nodes.forEach(node -> statuses.put(node, new TreeMap<>()));
        config.values().stream().filter(InstanceRow.class::isInstance).map(InstanceRow.class::cast)
                .forEach(instance -> put(new StateRow(instance.node(), instance.tag(), ResourceState.OSU, "")));
    }

    private void owner(Line line) {
        Fields fields = new Fields(line);
        UnitId unit = new UnitId(fields.text("unit"));
        NodeId node = fields.node("node");
        List<Tag> members = Config.of(number, config.values()).membersOf(unit);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("owner: there is no unit " + unit);
        }
        put(new OwnershipRow(node, unit, new Epoch(fields.number("epoch")), true));
        members.forEach(tag -> put(new StateRow(node, tag, ResourceState.ISP, "")));
        fields.end();
    }

    private void status(Line line) {
        put((StatusRow) Rows.parse(line.verb().equals("state") && !line.has("reason") ? line.with("reason", "") : line));
    }

    private void remove(Line line) {
        Fields fields = new Fields(line);
        RowKey key = new RowKey(fields.text("kind"), fields.text("name"));
        if (fields.has("node")) {
            statuses.getOrDefault(fields.node("node"), new TreeMap<>()).remove(key);
        } else {
            config.remove(key);
        }
        fields.end();
    }

    private void health(Line line) {
        Fields fields = new Fields(line);
        fields.find("path").ifPresent(path -> paths.put(new PathId(path), fields.constant(PathHealth.class, "health")));
        fields.find("peer").ifPresent(peer -> peers.put(new NodeId(peer), fields.constant(PeerHealth.class, "health")));
        fields.end();
    }

    private void put(Row row) {
        switch (row) {
            case ConfigRow own -> config.put(own.key(), own);
            case StatusRow own -> statuses.computeIfAbsent(own.node(), node -> new TreeMap<>()).put(own.key(), own);
        }
    }

    private Given given() {
        SortedMap<NodeId, Status> told = new TreeMap<>();
        statuses.forEach((node, rows) -> told.put(node, new Status(lives.getOrDefault(node, Incarnation.NONE),
                revisions.getOrDefault(node, Revision.ZERO), rows)));
        told.values().removeIf(Status.EMPTY::equals);
        return new Given(new LcdState(Config.of(number, config.values()), told), peers, paths, besides);
    }
}
