package dev.vigil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The cluster at a glance: the verdict first, then systems, paths, and the hierarchies by system. */
final class StatusText {
    private static final String ALIVE = "ALIVE";
    private final JsonObject status;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    private StatusText(JsonObject status, int width) {
        this.status = status;
        this.width = width;
    }

    static List<String> of(JsonObject status, int width) {
        StatusText text = new StatusText(status, width);
        text.verdict();
        text.systems();
        text.paths();
        text.resources();
        text.flags();
        return text.lines;
    }

    static List<String> systemsOf(JsonObject status, int width) {
        StatusText text = new StatusText(status, width);
        text.systems();
        return text.lines.subList(1, text.lines.size());
    }

    static List<String> resourcesOf(JsonObject status, int width) {
        StatusText text = new StatusText(status, width);
        text.resources();
        return text.lines.subList(1, text.lines.size());
    }

    private void verdict() {
        String cluster = status.text("cluster").isEmpty() ? "no cluster" : status.text("cluster");
        List<String> troubles = status.texts("warnings").isEmpty() ? troubles() : status.texts("warnings");
        if (troubles.isEmpty()) {
            lines.add(cluster + ": all well");
        }
        troubles.forEach(trouble -> lines.add(cluster + ": " + trouble));
        readiness();
        lines.add("as " + status.text("node") + " sees it; timing " + status.text("profile") + ", a heartbeat every "
                + whole(status.number("interval_ms")) + " ms, silent for " + whole(status.number("detection_ms"))
                + " ms is dead" + adaption() + "; quorum " + status.text("quorum")
                + (status.text("fencing").equals("required") ? ", fencing required" : ""));
        quorum();
    }

    private void quorum() {
        if (!status.texts("quorum_voters").isEmpty()) {
            lines.add("a hierarchy needs the votes of a majority of " + String.join(", ", status.texts("quorum_voters"))
                    + ": vigil quorum show");
        }
        status.texts("quorum_remarks").forEach(remark -> lines.add("  " + remark));
    }

    /** The bounds, where the time follows what is measured. */
    private String adaption() {
        String shortest = whole(status.number("shortest_detection_ms"));
        String longest = whole(status.number("longest_detection_ms"));
        return shortest.equals(longest) ? "" : " (" + shortest + " to " + longest + " ms, as measured)";
    }

    /** Whether each hierarchy that has an owner would be taken over now; a line of its own for each that would not. */
    private void readiness() {
        Map<String, JsonObject> units = new TreeMap<>();
        status.objects("resources").stream().filter(resource -> !resource.text("owner").isEmpty())
                .forEach(resource -> units.putIfAbsent(resource.text("unit"), resource));
        String yes = units.entrySet().stream().filter(unit -> unit.getValue().isTrue("failover_ready"))
                .map(unit -> unit.getKey() + " to " + unit.getValue().text("failover_to")).collect(Collectors.joining(", "));
        if (!yes.isEmpty()) {
            lines.add("would fail over now: " + yes);
        }
        units.forEach((unit, resource) -> {
            List<String> obstacles = resource.texts("failover_obstacles");
            if (!obstacles.isEmpty()) {
                lines.add("would NOT fail over now: " + unit + ", since " + String.join("; ", obstacles));
            }
        });
    }

    /** What the tables below show and a hurried reader must not miss. */
    private List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        for (JsonObject system : status.objects("systems")) {
            if (!system.text("health").equals(ALIVE)) {
                troubles.add(system.text("node") + " is " + word(system, "health"));
            }
            if (system.isTrue("impaired")) {
                troubles.add(system.text("node") + " is impaired");
            }
        }
        for (JsonObject path : status.objects("paths")) {
            if (!path.text("health").equals(ALIVE) && touchesThisNode(path)) {
                troubles.add("path " + path.text("path") + " is " + word(path, "health"));
            }
        }
        for (JsonObject resource : status.objects("resources")) {
            for (JsonObject instance : resource.objects("instances")) {
                if (List.of("OSF", "ILLSTATE").contains(instance.text("state"))) {
                    troubles.add(resource.text("tag") + " is " + instance.text("state") + " on " + instance.text("node"));
                }
            }
        }
        return troubles;
    }

    private boolean touchesThisNode(JsonObject path) {
        return List.of(path.text("first"), path.text("second")).contains(status.text("node"));
    }

    private void systems() {
        TextTable table = new TextTable(List.of("SYSTEM", "HEALTH", "INCARNATION", "LONGEST SILENCE", "ADMINISTRATION",
                "VERSION", "PROTOCOL"));
        for (JsonObject system : status.objects("systems")) {
            String health = word(system, "health") + (system.isTrue("impaired") ? ", impaired" : "");
            table.add(List.of(system.text("node"), health, system.text("incarnation"),
                    millis(system.number("largest_joint_silence_ms")), system.text("admin_address"), told(system, "program"),
                    told(system, "protocol")));
        }
        print(table, "systems");
    }

    private void paths() {
        TextTable table = new TextTable(List.of("PATH", "FROM", "TO", "HEALTH", "ROUND TRIP", "LOSS"));
        for (JsonObject path : status.objects("paths")) {
            table.add(List.of(path.text("path"), path.text("first") + " " + path.text("first_address"),
                    path.text("second") + " " + path.text("second_address"), word(path, "health"),
                    millis(path.number("round_trip_ms")), String.format(Locale.ROOT, "%.1f %%", path.number("loss_percent"))));
        }
        print(table, "paths");
    }

    private void resources() {
        List<JsonObject> resources = status.objects("resources");
        List<String> nodes = status.objects("systems").stream().map(system -> system.text("node")).toList();
        List<String> headings = new ArrayList<>(List.of("HIERARCHY", "TYPE", "ID"));
        headings.addAll(nodes);
        TextTable table = new TextTable(headings);
        List<String> reasons = new ArrayList<>();
        for (HierarchyTree.Line line : HierarchyTree.of(resources)) {
            List<String> cells = new ArrayList<>(List.of("  ".repeat(line.depth()) + line.resource().text("tag"),
                    line.resource().text("type"), idOf(line.resource())));
            nodes.forEach(node -> cells.add(cell(line.resource(), node, reasons)));
            table.add(cells);
        }
        print(table, "resources");
        reasons.stream().distinct().forEach(lines::add);
    }

    private void flags() {
        List<JsonObject> flags = status.objects("flags");
        if (!flags.isEmpty()) {
            lines.add("");
            flags.forEach(flag -> lines.add("flag " + flag.text("flag") + " on " + flag.text("node")));
        }
    }

    private static String cell(JsonObject resource, String node, List<String> reasons) {
        for (JsonObject instance : resource.objects("instances")) {
            if (instance.text("node").equals(node)) {
                boolean isAsked = List.of("ISP", "ISU", "OSU").contains(instance.text("state"));
                if (!instance.text("reason").isEmpty() && !isAsked) {
                    reasons.add("  " + resource.text("tag") + " on " + node + ": " + instance.text("reason"));
                }
                if (!instance.text("repairs").isEmpty()) {
                    reasons.add("  " + resource.text("tag") + " on " + node + ": " + instance.text("repairs"));
                }
                String running = instance.text("running");
                return instance.text("state") + " " + whole(instance.number("priority"))
                        + (running.isEmpty() ? "" : " (" + running + ")");
            }
        }
        return "-";
    }

    private static String idOf(JsonObject resource) {
        List<JsonObject> instances = resource.objects("instances");
        return instances.isEmpty() ? "" : instances.getFirst().text("id");
    }

    private void print(TextTable table, String what) {
        lines.add("");
        List<String> printed = table.lines(width);
        lines.addAll(printed.size() == 1 ? List.of("no " + what) : printed);
    }

    static String word(JsonObject object, String name) {
        return object.text(name).toLowerCase(Locale.ROOT);
    }

    static String whole(double number) {
        return Long.toString(Math.round(number));
    }

    /** A peer that was never heard has told nothing. */
    private static String told(JsonObject system, String name) {
        return system.text(name).isEmpty() ? "-" : system.text(name);
    }

    static String millis(double number) {
        return number == 0 ? "-" : String.format(Locale.ROOT, number < 10 ? "%.2f ms" : "%.0f ms", number);
    }
}
