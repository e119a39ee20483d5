package dev.vigil.admin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.protocol.admin.History;
import dev.vigil.protocol.admin.HistoryItem;
import dev.vigil.protocol.admin.ListHistoryRequest;

/** The event history. */
final class HistoryAnswer {
    private static final int DEFAULT_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 5_000;

    private HistoryAnswer() {}

    static History of(NodeAdministration node, ListHistoryRequest q) {
        int limit = q.getLimit() == 0 ? DEFAULT_LIMIT : Math.clamp(q.getLimit(), 1, HIGHEST_LIMIT);
        // Of another node as far as its events are known here.
        List<HistoryEntry> newestFirst = new ArrayList<>(q.getNode().isEmpty() ? node.history() : node.knownHistory());
        Collections.reverse(newestFirst);
        History.Builder history = History.newBuilder();
        newestFirst.stream().filter(about(q.getTag(), ""))
                .filter(entry -> q.getNode().isEmpty() || entry.node().value().equals(q.getNode()))
                .limit(limit).forEach(entry -> history.addEvents(item(entry)));
        return history.build();
    }

    static Predicate<HistoryEntry> about(String subject, String unit) {
        return entry -> subject.isEmpty() || entry.note().fields().values().stream()
                .anyMatch(
                        value -> value.equals(subject) || !unit.isEmpty() && value.equals(unit) || value.startsWith(subject + ",")
                                || value.endsWith("," + subject) || value.contains("," + subject + ","));
    }

    static HistoryItem item(HistoryEntry entry) {
        return HistoryItem.newBuilder().setNode(entry.node().value()).setWallTime(entry.wallTime().toString())
                .setCode(entry.note().verb()).setSentence(EventSentences.of(entry.note())).putAllFacts(entry.note().fields())
                .setSequence(entry.sequence()).setId(EventId.of(entry).toString()).build();
    }
}
