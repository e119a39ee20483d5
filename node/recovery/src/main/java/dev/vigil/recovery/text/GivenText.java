package dev.vigil.recovery.text;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Row;
import dev.vigil.lcd.model.RowKey;

/**
 * A {@link Given} as blocks. Printing writes the short lines that come nearest and then, row by row, what they do not derive; so any
 * state of the database can be printed, and reading gives it back.
 */
public final class GivenText {
    private static final List<String> KNOWN = List.of("cluster", "node", "path", "health", "resource", "owner", "type", "system",
            "instance", "dependency", "state", "ownership", "flag", "repairs", "ruling", "remove", "self", "peer", "retry",
            "cannot-tell",
            "recent", "call", "wall", "well", "receiver", "quorum", "lease", "fence", "fencing", "certificate");

    private GivenText() {}

    public static Given parse(List<Block> blocks) {
        for (Block block : blocks) {
            if (!KNOWN.contains(block.verb())) {
                throw new IllegalArgumentException("\"" + block.verb() + "\" is not a line of given; these are: " + KNOWN);
            }
            if (!block.parts().isEmpty()) {
                throw new IllegalArgumentException(block.verb() + ": nothing may be indented below a line of given");
            }
        }
        return GivenReader.read(blocks.stream().map(Block::head).toList());
    }

    public static List<Block> print(Given given) {
        List<Line> lines = new ArrayList<>(outline(given));
        Given derived = GivenReader.read(lines);
        differences(derived.lcd().config().rows(), given.lcd().config().rows(), Line.of("remove"), lines);
        for (NodeId node : nodesOf(given)) {
            differences(derived.lcd().status(node).rows(), given.lcd().status(node).rows(), Line.of("remove").with("node", node),
                    lines);
        }
        lines.addAll(given.besides());
        return lines.stream().map(Block::of).toList();
    }

    private static List<Line> outline(Given given) {
        List<Line> lines = new ArrayList<>();
        Config config = given.lcd().config();
        config.cluster().ifPresent(row -> lines.add(Line.of("cluster").with("name", row.name()).with("config", config.number())
                .with("profile", row.timing().profile()).with("interval", Quantity.print(row.timing().interval()))
                .with("detection", Quantity.print(row.timing().detection()))));
        nodesOf(given).forEach(node -> lines.add(Line.of("node").with("name", node).with("incarnation", given.incarnationOf(node))
                .with("revision", given.lcd().status(node).revision())));
        config.paths().forEach(row -> lines.add(
                Line.of("path").with("name", row.path()).with("first", row.first()).with("second", row.second())
                        .with("first-address", row.firstAddress()).with("second-address", row.secondAddress())));
        given.paths().forEach((path, health) -> addUnless(health == PathHealth.ALIVE, lines,
                Line.of("health").with("path", path).with("health", health)));
        given.peers().forEach((peer, health) -> addUnless(health == PeerHealth.ALIVE, lines,
                Line.of("health").with("peer", peer).with("health", health)));
        config.resources().forEach(row -> lines.add(resource(config, row)));
        return lines;
    }

    private static SortedSet<NodeId> nodesOf(Given given) {
        SortedSet<NodeId> nodes = new TreeSet<>(given.lcd().statuses().keySet());
        given.lcd().config().systems().forEach(row -> nodes.add(row.node()));
        return nodes;
    }

    private static void addUnless(boolean isDefault, List<Line> lines, Line line) {
        if (!isDefault) {
            lines.add(line);
        }
    }

    private static Line resource(Config config, ResourceRow row) {
        Line line = Line.of("resource").with("tag", row.tag()).with("type", row.type()).with("unit", row.unit())
                .with("init", row.initialization()).with("switchback", row.switchback())
                .with("local-recovery", row.localRecovery() ? "yes" : "no");
        List<String> needs = config.childrenOf(row.tag()).stream().map(Object::toString).toList();
        List<InstanceRow> on = config.instances().stream().filter(instance -> instance.tag().equals(row.tag()))
                .sorted((a, b) -> a.priority().compareTo(b.priority())).toList();
        line = needs.isEmpty() ? line : line.with("needs", String.join(",", needs));
        return on.isEmpty()
                ? line
                : line.with("on", String.join(",", on.stream().map(instance -> instance.node().value()).toList()))
                        .with("id", on.getFirst().id()).with("quick", Quantity.print(on.getFirst().checks().quick()))
                        .with("deep", Quantity.print(on.getFirst().checks().deep()));
    }

    private static void differences(SortedMap<RowKey, ? extends Row> derived, SortedMap<RowKey, ? extends Row> wanted,
            Line remove,
            List<Line> lines) {
        derived.keySet().stream().filter(key -> !wanted.containsKey(key))
                .forEach(key -> lines.add(remove.with("kind", key.kind()).with("name", key.name())));
        wanted.forEach((key, row) -> addUnless(row.equals(derived.get(key)), lines, row.toLine()));
    }
}
