package dev.vigil.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.Rows;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.text.RequestText;
import dev.vigil.recovery.text.Block;
import dev.vigil.recovery.text.BlockText;
import dev.vigil.recovery.text.GivenText;
import dev.vigil.recovery.text.Quantity;

/** A scenario as the text of a {@code .scenario} file: comments, {@code world}, {@code given} as in a golden case, {@code faults}. */
final class ScenarioText {
    private static final String INDENT = "  ";

    private ScenarioText() {}

    static String print(Scenario scenario) {
        List<String> out = new ArrayList<>();
        Scenario.Network network = scenario.network();
        out.add(Line.of("world").with("seed", scenario.seed()).with("lasts", Quantity.print(scenario.lasts()))
                .with("loss", network.loss()).with("burst", network.burst())
                .with("repeat", network.repeat()).with("delay", Quantity.print(network.delay()))
                .with("jitter", Quantity.print(network.jitter())).toString());
        out.add("given");
        GivenText.print(scenario.given()).forEach(block -> out.addAll(BlockText.print(block, INDENT)));
        out.add("faults");
        scenario.faults().forEach(fault -> out.add(INDENT + print(fault)));
        return String.join("\n", out) + "\n";
    }

    static Scenario parse(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        int given = lines.indexOf("given");
        int faults = lines.indexOf("faults");
        if (given != 1 || faults < given) {
            throw new IllegalArgumentException("a scenario has the sections world, given, faults in this order");
        }
        Line world = Line.parse(lines.getFirst());
        return new Scenario(Long.parseLong(world.get("seed")), duration(world, "lasts"),
                new Scenario.Network(Integer.parseInt(world.get("loss")), Integer.parseInt(world.find("burst").orElse("1")),
                        Integer.parseInt(world.get("repeat")),
                        duration(world, "delay"),
                        duration(world, "jitter")),
                GivenText.parse(BlockText.parse(lines.subList(given + 1, faults))),
                BlockText.parse(lines.subList(faults + 1, lines.size())).stream().map(Block::head).map(ScenarioText::fault)
                        .toList());
    }

    static Line print(Fault fault) {
        return switch (fault) {
            case Fault.Cut cut -> head("cut", cut.at()).with("for", Quantity.print(cut.lasts())).with("path", cut.path())
                    .with("from", cut.from()).with("to", cut.to());
            case Fault.NoFolder gone ->
                head("no-folder", gone.at()).with("for", Quantity.print(gone.lasts())).with("node", gone.node());
            case Fault.PowerOff off ->
                head("power-off", off.at()).with("for", Quantity.print(off.lasts())).with("node", off.node());
            case Fault.Kill kill -> head("kill", kill.at()).with("for", Quantity.print(kill.lasts())).with("node", kill.node());
            case Fault.Restart restart ->
                head("restart", restart.at()).with("for", Quantity.print(restart.lasts())).with("node", restart.node());
            case Fault.OldDisk old -> head("old-disk", old.at()).with("for", Quantity.print(old.lasts())).with("node", old.node())
                    .with("age", Quantity.print(old.age()));
            case Fault.Freeze freeze -> head("freeze", freeze.at()).with("for", Quantity.print(freeze.lasts()))
                    .with("node", freeze.node());
            case Fault.BadKit kit -> head("bad-kit", kit.at()).with("for", Quantity.print(kit.lasts())).with("node", kit.node())
                    .with("tag", kit.tag()).with("mood", kit.mood());
            case Fault.Break broken -> head("break", broken.at()).with("node", broken.node()).with("tag", broken.tag());
            case Fault.Divide divide -> head("divide", divide.at()).with("asked", divide.asked())
                    .with("parent", divide.parent()).with("child", divide.child());
            case Fault.Join join -> head("join", join.at()).with("asked", join.asked()).with("parent", join.parent())
                    .with("child", join.child());
            case Fault.Exchange exchange -> head("exchange", exchange.at()).with("asked", exchange.asked())
                    .with("row", exchange.row().toLine()).with("without",
                            exchange.without().stream().map(NodeId::value).collect(Collectors.joining(",")));
            case Fault.Rule rule -> head("rule", rule.at()).with("asked", rule.asked()).with("request",
                    RequestText.print(rule.request()).head());
            case Fault.Move move ->
                head("move", move.at()).with("asked", move.asked()).with("tag", move.tag()).with("to", move.to());
        };
    }

    private static Line head(String verb, Ticks at) {
        return Line.of(verb).with("at", Quantity.print(at));
    }

    private static Fault fault(Line line) {
        Ticks at = Quantity.ticks(line.get("at"));
        return switch (line.verb()) {
            case "cut" ->
                new Fault.Cut(at, duration(line, "for"), new PathId(line.get("path")), node(line, "from"), node(line, "to"));
            case "no-folder" -> new Fault.NoFolder(at, duration(line, "for"), node(line, "node"));
            case "power-off" -> new Fault.PowerOff(at, duration(line, "for"), node(line, "node"));
            case "kill" -> new Fault.Kill(at, duration(line, "for"), node(line, "node"));
            case "restart" -> new Fault.Restart(at, duration(line, "for"), node(line, "node"));
            case "old-disk" -> new Fault.OldDisk(at, duration(line, "for"), node(line, "node"), duration(line, "age"));
            case "freeze" -> new Fault.Freeze(at, duration(line, "for"), node(line, "node"));
            case "bad-kit" -> new Fault.BadKit(at, duration(line, "for"), node(line, "node"), new Tag(line.get("tag")),
                    Fault.Mood.valueOf(line.get("mood")));
            case "break" -> new Fault.Break(at, node(line, "node"), new Tag(line.get("tag")));
            case "divide" ->
                new Fault.Divide(at, node(line, "asked"), new Tag(line.get("parent")), new Tag(line.get("child")));
            case "join" -> new Fault.Join(at, node(line, "asked"), new Tag(line.get("parent")), new Tag(line.get("child")));
            case "exchange" -> new Fault.Exchange(at, node(line, "asked"),
                    (QuorumRow) Rows.parseConfig(Line.parse(line.get("row"))), nodes(line.get("without")));
            case "rule" -> new Fault.Rule(at, node(line, "asked"),
                    RequestText.parse(BlockText.parse(List.of(line.get("request"))).getFirst()));
            case "move" -> new Fault.Move(at, node(line, "asked"), new Tag(line.get("tag")), node(line, "to"));
            default -> throw new IllegalArgumentException("\"" + line.verb() + "\" is not a fault");
        };
    }

    private static List<NodeId> nodes(String names) {
        return Stream.of(names.split(",")).filter(name -> !name.isEmpty()).map(NodeId::new).toList();
    }

    private static NodeId node(Line line, String name) {
        return new NodeId(line.get(name));
    }

    private static Duration duration(Line line, String name) {
        return Quantity.duration(line.get(name));
    }
}
