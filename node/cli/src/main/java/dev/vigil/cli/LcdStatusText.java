package dev.vigil.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The short table of {@code lcdstatus} as users of this kind of product know it: instances by system, then the paths. */
final class LcdStatusText {
    private LcdStatusText() {}

    static List<String> of(JsonObject status, String tag, int width) {
        List<String> lines = new ArrayList<>(instances(status, tag).lines(width));
        lines.add("");
        lines.addAll(paths(status).lines(width));
        return lines;
    }

    private static TextTable instances(JsonObject status, String tag) {
        TextTable table = new TextTable(List.of("BACKUP", "TAG", "ID", "STATE", "PRIO", "PRIMARY"));
        List<JsonObject> resources = status.objects("resources");
        Set<String> units = new TreeSet<>();
        resources.stream().filter(resource -> tag.isEmpty() || resource.text("tag").equals(tag))
                .forEach(resource -> units.add(resource.text("unit")));
        for (JsonObject system : status.objects("systems")) {
            for (HierarchyTree.Line line : HierarchyTree.of(resources)) {
                if (units.contains(line.resource().text("unit"))) {
                    row(line, system.text("node"), table);
                }
            }
        }
        return table;
    }

    private static void row(HierarchyTree.Line line, String node, TextTable table) {
        List<JsonObject> instances = line.resource().objects("instances");
        String primary = instances.stream().min(Comparator.comparingDouble(instance -> instance.number("priority")))
                .map(instance -> instance.text("node")).orElse("");
        instances.stream().filter(instance -> instance.text("node").equals(node))
                .forEach(instance -> table.add(List.of(node, "  ".repeat(line.depth()) + line.resource().text("tag"),
                        instance.text("id"), instance.text("state"), StatusText.whole(instance.number("priority")), primary)));
    }

    private static TextTable paths(JsonObject status) {
        TextTable table = new TextTable(List.of("MACHINE", "NETWORK", "ADDRESSES/DEVICE", "STATE"));
        for (JsonObject path : status.objects("paths")) {
            boolean isSecond = path.text("second").equals(status.text("node"));
            String peer = isSecond ? "first" : "second";
            String self = isSecond ? "second" : "first";
            table.add(
                    List.of(path.text(peer), path.text("path"), path.text(self + "_address") + "/" + path.text(peer + "_address"),
                            path.text("health").toLowerCase(Locale.ROOT)));
        }
        return table;
    }
}
