package dev.vigil.admin;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.protocol.admin.ExplainRequest;
import dev.vigil.protocol.admin.Explanation;
import dev.vigil.protocol.admin.History;
import dev.vigil.protocol.admin.HistoryItem;
import dev.vigil.protocol.admin.ListHistoryRequest;

/** The event history, and the explanation drawn from it. */
final class HistoryAnswer {
    private static final int DEFAULT_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 5_000;

    private HistoryAnswer() {}

    static History of(NodeAdministration node, ListHistoryRequest q) {
        int limit = q.getLimit() == 0 ? DEFAULT_LIMIT : Math.clamp(q.getLimit(), 1, HIGHEST_LIMIT);
        List<HistoryEntry> newestFirst = new ArrayList<>(node.history());
        Collections.reverse(newestFirst);
        History.Builder history = History.newBuilder();
        newestFirst.stream().filter(about(q.getTag(), ""))
                .filter(entry -> q.getNode().isEmpty() || entry.node().value().equals(q.getNode()))
                .limit(limit).forEach(entry -> history.addEvents(item(entry)));
        return history.build();
    }

    /** Every event that names the tag, its unit or the node, oldest first, as sentences with rule and facts. */
    static Explanation explain(NodeAdministration node, ExplainRequest q) {
        String subject = q.getSubject();
        String unit = Requests.checked(() -> {
            boolean isNode = node.lcd().config().system(new NodeId(subject)).isPresent();
            var resource = node.lcd().config().resource(new Tag(subject));
            if (!isNode && resource.isEmpty()) {
                throw Requests.noTag(new Tag(subject));
            }
            return resource.map(row -> row.unit()).map(UnitId::value).orElse("");
        });
        Explanation.Builder explanation = Explanation.newBuilder().setSubject(subject);
        node.history().stream().filter(about(subject, unit))
                .forEach(entry -> explanation
                        .addSentences(entry.wallTime().truncatedTo(ChronoUnit.MILLIS) + " " + entry.node() + ": "
                                + EventSentences.of(entry.note())));
        return explanation.build();
    }

    private static Predicate<HistoryEntry> about(String subject, String unit) {
        return entry -> subject.isEmpty() || entry.note().fields().values().stream()
                .anyMatch(
                        value -> value.equals(subject) || !unit.isEmpty() && value.equals(unit) || value.startsWith(subject + ",")
                                || value.endsWith("," + subject) || value.contains("," + subject + ","));
    }

    static HistoryItem item(HistoryEntry entry) {
        return HistoryItem.newBuilder().setNode(entry.node().value()).setWallTime(entry.wallTime().toString())
                .setCode(entry.note().verb()).setSentence(EventSentences.of(entry.note())).putAllFacts(entry.note().fields())
                .setSequence(entry.sequence()).build();
    }
}
