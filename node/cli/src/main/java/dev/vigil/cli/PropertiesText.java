package dev.vigil.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Everything that can be set about one resource, node by node, with what holds when nothing is set. */
final class PropertiesText {
    private static final String PROPERTY = "p.";
    private static final String NOTHING = "-";
    private static final String NEVER = "never";

    private final LcdRow resource;
    private final List<LcdRow> instances;
    private final List<Map<String, Object>> settings = new ArrayList<>();
    private final List<Map<String, Object>> properties = new ArrayList<>();

    private PropertiesText(String tag, List<LcdRow> rows) {
        this.resource = rows.stream().filter(row -> row.kind().equals("resource") && row.has("tag", tag)).findFirst()
                .orElseThrow(() -> Failure.failed("There is no resource " + tag + ".", "vigil status shows the resources."));
        this.instances = rows.stream().filter(row -> row.kind().equals("instance") && row.has("tag", tag)).toList();
    }

    /** One object from the rows of the database and the types: what is printed as JSON, and as lines by {@link #lines}. */
    static JsonObject of(String tag, JsonObject lcd, JsonObject types) {
        PropertiesText text = new PropertiesText(tag, lcd.texts("rows").stream().map(LcdRow::parse).toList());
        text.settings();
        text.properties(types);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("tag", tag);
        all.put("type", text.resource.get("type"));
        all.put("nodes", text.instances.stream().map(row -> row.get("node")).toList());
        all.put("settings", text.settings);
        all.put("properties", text.properties);
        return new JsonObject(all);
    }

    private void settings() {
        add("id", "id", "", "What it is on the node");
        add("info", "info", "", "Free text for its scripts");
        add("priority", "priority", "", "Its rank, 1 is the highest");
        add("quick-check", "quick-ms", "5s", "From quick check to quick check");
        add("deep-check", "deep-ms", "60s", "From deep check to deep check");
        addShared("initialization", "init", "INIT_ISP", "What is done with it when the node starts");
        addShared("switchback", "switchback", "INTELLIGENT", "Whether it goes back to a better node by itself");
        addShared("local-recovery", "local-recovery", "yes", "Whether it is repaired in place");
    }

    private void add(String name, String field, String usual, String description) {
        Map<String, Object> values = new LinkedHashMap<>();
        instances.forEach(row -> values.put(row.get("node"), field.endsWith("-ms") ? interval(row.get(field)) : row.get(field)));
        settings.add(item(name, usual, description, values));
    }

    private void addShared(String name, String field, String usual, String description) {
        Map<String, Object> values = new LinkedHashMap<>();
        instances.forEach(row -> values.put(row.get("node"), resource.get(field)));
        settings.add(item(name, usual, description, values));
    }

    private static String interval(String millis) {
        return millis.equals("0") ? NEVER : String.format(Locale.ROOT, "%.0fs", Double.parseDouble(millis) / 1000);
    }

    private void properties(JsonObject types) {
        TreeSet<String> others = new TreeSet<>();
        instances.forEach(row -> row.fields().keySet().stream().filter(name -> name.startsWith(PROPERTY))
                .forEach(name -> others.add(name.substring(PROPERTY.length()))));
        for (JsonObject type : types.objects("types")) {
            if (type.text("type").equals(resource.get("type"))) {
                for (JsonObject property : type.objects("properties")) {
                    String name = property.text("name");
                    others.remove(name);
                    properties.add(item(name, property.isTrue("required") ? "required" : property.text("default_value"),
                            property.text("description"), values(name)));
                }
            }
        }
        others.forEach(name -> properties
                .add(item(name, "", name.startsWith("limit.") ? "Seconds that this action may take" : "", values(name))));
    }

    private Map<String, Object> values(String property) {
        Map<String, Object> values = new LinkedHashMap<>();
        instances.stream().filter(row -> row.fields().containsKey(PROPERTY + property))
                .forEach(row -> values.put(row.get("node"), row.get(PROPERTY + property)));
        return values;
    }

    private static Map<String, Object> item(String name, String usual, String description, Map<String, Object> values) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("name", name);
        item.put("default_value", usual);
        item.put("description", description);
        item.put("values", values);
        return item;
    }

    static List<String> lines(JsonObject all, int width) {
        List<String> nodes = all.texts("nodes");
        List<String> headings = new ArrayList<>(List.of("NAME"));
        headings.addAll(nodes);
        headings.addAll(List.of("DEFAULT", "WHAT IT IS"));
        TextTable table = new TextTable(headings);
        all.objects("settings").forEach(setting -> row(table, nodes, "--", setting));
        all.objects("properties").forEach(property -> row(table, nodes, "", property));
        List<String> lines = new ArrayList<>();
        lines.add(all.text("tag") + ", of type " + all.text("type"));
        lines.addAll(table.lines(width));
        if (!holds(all, "limit.remove", "").isEmpty()) {
            nodes.forEach(node -> lines.add("to stop it on " + node + ": " + ladder(all, node)));
        }
        return lines;
    }

    /** What happens, in this order, before an operator must come: known before it is needed. */
    private static String ladder(JsonObject all, String node) {
        String end = holds(all, "limit.remove-fails", node).equals("halt")
                ? "then this machine is ended, if another node can take over"
                : "then it stays there, alarmed, and starts nowhere else";
        return "remove within " + holds(all, "limit.remove", node) + " s, then it and all that it started are ended within 4 s, "
                + end;
    }

    private static String holds(JsonObject all, String property, String node) {
        return all.objects("properties").stream().filter(each -> each.text("name").equals(property)).findFirst()
                .map(each -> each.object("values").text(node).isEmpty()
                        ? each.text("default_value")
                        : each.object("values").text(node))
                .orElse("");
    }

    private static void row(TextTable table, List<String> nodes, String prefix, JsonObject item) {
        List<String> cells = new ArrayList<>(List.of(prefix + item.text("name")));
        JsonObject values = item.object("values");
        nodes.forEach(node -> cells.add(shown(values.text(node))));
        cells.add(shown(item.text("default_value")));
        cells.add(item.text("description"));
        table.add(cells);
    }

    private static String shown(String value) {
        return value.isEmpty() ? NOTHING : value;
    }
}
