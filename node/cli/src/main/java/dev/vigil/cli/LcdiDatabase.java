package dev.vigil.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What one command reads of the database and the status, asked once. */
final class LcdiDatabase {
    private final JsonObject status;
    private final List<LcdRow> rows;

    LcdiDatabase(JsonObject status, List<String> rows) {
        this.status = status;
        this.rows = rows.stream().map(LcdRow::parse).toList();
    }

    static LcdiDatabase read(Administration administration) {
        JsonObject status = administration.get("/v1/status", Map.of());
        return new LcdiDatabase(status, administration.get("/v1/lcd", Map.of()).texts("rows"));
    }

    JsonObject status() {
        return status;
    }

    /** The node that answers. */
    String self() {
        return status.text("node");
    }

    Optional<JsonObject> system(String node) {
        return status.objects("systems").stream().filter(system -> system.text("node").equals(node)).findFirst();
    }

    private Stream<LcdRow> rows(String kind) {
        return rows.stream().filter(row -> row.kind().equals(kind));
    }

    /** All, those of one tag together, the highest priority first. */
    List<LcdiInstance> instances() {
        return rows("instance").map(this::instance)
                .sorted(Comparator.comparing(LcdiInstance::tag).thenComparingInt(LcdiInstance::priority)).toList();
    }

    private LcdiInstance instance(LcdRow row) {
        LcdRow resource = rows("resource").filter(one -> one.has("tag", row.get("tag"))).findFirst()
                .orElse(new LcdRow("resource", Map.of()));
        JsonObject seen = status.objects("resources").stream().filter(one -> one.text("tag").equals(row.get("tag")))
                .flatMap(one -> one.objects("instances").stream()).filter(one -> one.text("node").equals(row.get("node")))
                .findFirst().orElse(new JsonObject(Map.of()));
        return new LcdiInstance(resource, row, seen);
    }

    List<LcdiInstance> instancesOn(String node) {
        return instances().stream().filter(instance -> instance.node().equals(node)).toList();
    }

    List<LcdiInstance> instancesOf(String tag) {
        return instances().stream().filter(instance -> instance.tag().equals(tag)).toList();
    }

    /** Who owns the unit of the tag; empty when nobody does. */
    String owner(String tag) {
        return status.objects("resources").stream().filter(resource -> resource.text("tag").equals(tag))
                .map(resource -> resource.text("owner")).findFirst().orElse("");
    }

    List<LcdRow> dependencies() {
        return rows("dependency").toList();
    }

    List<LcdRow> paths() {
        return rows("path").toList();
    }

    List<String> flags(String node) {
        return rows("flag").filter(row -> row.has("node", node)).map(row -> row.get("flag")).sorted().toList();
    }

    List<String> childrenOf(String tag) {
        return dependencies().stream().filter(row -> row.has("parent", tag)).map(row -> row.get("child")).toList();
    }

    List<String> parentsOf(String tag) {
        return dependencies().stream().filter(row -> row.has("child", tag)).map(row -> row.get("parent")).toList();
    }

    /** The tag and all that it needs, each parent before its children. */
    Set<String> hierarchy(String tag) {
        List<String> found = new ArrayList<>();
        descend(tag, new LinkedHashSet<>(), found);
        return new LinkedHashSet<>(found.reversed());
    }

    /** Leaves first; a tag that was met is not met again, so a circle in a wrong answer does no harm. */
    private void descend(String tag, Set<String> met, List<String> found) {
        if (met.add(tag)) {
            childrenOf(tag).forEach(child -> descend(child, met, found));
            found.add(tag);
        }
    }
}
