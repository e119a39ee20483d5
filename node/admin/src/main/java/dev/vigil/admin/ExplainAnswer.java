package dev.vigil.admin;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.protocol.admin.Alternative;
import dev.vigil.protocol.admin.ExplainRequest;
import dev.vigil.protocol.admin.ExplainedEvent;
import dev.vigil.protocol.admin.Explanation;
import dev.vigil.protocol.admin.Finding;

/** Why something was done, from the notes of the decisions; and why something was not, from the rules themselves. */
final class ExplainAnswer {
    private static final int DEFAULT_LIMIT = 20;
    private static final int HIGHEST_LIMIT = 5_000;
    private static final String RULE = "rule";
    private static final String REFUSED = "refused";
    private static final String MILLIS = "-ms";

    private ExplainAnswer() {}

    static CompletionStage<Explanation> of(NodeAdministration node, ExplainRequest q) {
        if (q.getWhyNot()) {
            return whyNot(node, Requests.checked(() -> new Tag(q.getSubject())));
        }
        Explanation.Builder explanation = Explanation.newBuilder().setSubject(q.getSubject());
        List<HistoryEntry> found = q.getSubject().contains("/") ? event(node, q.getSubject()) : events(node, q.getSubject());
        int limit = q.getLimit() == 0 ? DEFAULT_LIMIT : Math.clamp(q.getLimit(), 1, HIGHEST_LIMIT);
        for (HistoryEntry entry : found.subList(Math.max(0, found.size() - limit), found.size())) {
            explanation.addEvents(explained(entry));
            explanation.addSentences(entry.wallTime().truncatedTo(ChronoUnit.MILLIS) + " " + entry.node() + ": "
                    + EventSentences.of(entry.note()));
        }
        return CompletableFuture.completedFuture(explanation.build());
    }

    /** Every event of this node that names the tag, its unit or the node, oldest first. */
    private static List<HistoryEntry> events(NodeAdministration node, String subject) {
        String unit = Requests.checked(() -> {
            boolean isNode = node.lcd().config().system(new NodeId(subject)).isPresent();
            Optional<ResourceRow> resource = node.lcd().config().resource(new Tag(subject));
            if (!isNode && resource.isEmpty()) {
                throw Requests.noTag(new Tag(subject));
            }
            return resource.map(row -> row.unit().value()).orElse("");
        });
        return node.history().stream().filter(HistoryAnswer.about(subject, unit)).toList();
    }

    private static List<HistoryEntry> event(NodeAdministration node, String subject) {
        EventId id = Requests.checked(() -> EventId.parse(subject));
        List<HistoryEntry> found = node.knownHistory().stream().filter(entry -> EventId.of(entry).equals(id)).toList();
        if (found.isEmpty()) {
            throw new AdminRefusal(AdminRefusal.Code.NOT_FOUND, "There is no event " + subject + " in the memory of this node.",
                    "vigil history --json shows the ids.");
        }
        return found.subList(0, 1);
    }

    private static ExplainedEvent explained(HistoryEntry entry) {
        Line note = entry.note();
        String rule = note.find(RULE).orElse("");
        ExplainedEvent.Builder event = ExplainedEvent.newBuilder().setId(EventId.of(entry).toString())
                .setNode(entry.node().value()).setWallTime(entry.wallTime().toString()).setSentence(EventSentences.of(note))
                .setRule(rule).setRuleSentence(RuleSentences.of(rule));
        note.fields().entrySet().stream().filter(fact -> !fact.getKey().equals(RULE) && !fact.getKey().equals(REFUSED))
                .forEach(fact -> event.addFacts(fact(fact)));
        note.find(REFUSED).ifPresent(refused -> List.of(refused.split(",")).forEach(one -> event.addRefused(alternative(one))));
        return event.build();
    }

    private static String fact(Map.Entry<String, String> fact) {
        String name = fact.getKey();
        return name.endsWith(MILLIS)
                ? name.substring(0, name.length() - MILLIS.length()).replace('-', ' ') + ": " + fact.getValue() + " ms"
                : name.replace('-', ' ') + ": " + (fact.getValue().isEmpty() ? "nothing" : fact.getValue());
    }

    /** {@code NODE:CODE}, or the node alone when it is the one that was chosen. */
    static Alternative alternative(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? Alternative.newBuilder().setNode(text).build()
                : Alternative.newBuilder().setNode(text.substring(0, colon))
                        .setReason(EventSentences.objection(text.substring(colon + 1))).build();
    }

    private record Part(List<Finding> findings, String remark) {}

    /** As this node sees it, the owner, and every node that could run it. */
    private static CompletionStage<Explanation> whyNot(NodeAdministration node, Tag tag) {
        if (node.lcd().config().resource(tag).isEmpty()) {
            throw Requests.noTag(tag);
        }
        SortedSet<NodeId> nodes = new TreeSet<>(List.of(node.self()));
        node.lcd().config().instances().stream().filter(row -> row.tag().equals(tag)).map(InstanceRow::node).forEach(nodes::add);
        CompletionStage<Explanation.Builder> answer = CompletableFuture
                .completedFuture(Explanation.newBuilder().setSubject(tag.value()));
        for (NodeId one : nodes) {
            CompletionStage<Part> part = node.whyNot(tag, one).handle(
                    (findings, trouble) -> trouble == null ? new Part(findings, "") : new Part(new ArrayList<>(), why(trouble)));
            answer = answer.thenCombine(part, ExplainAnswer::add);
        }
        return answer.thenApply(Explanation.Builder::build);
    }

    private static Explanation.Builder add(Explanation.Builder answer, Part part) {
        for (Finding finding : part.findings()) {
            Finding.Builder told = finding.toBuilder().setRuleSentence(RuleSentences.of(finding.getRule())).clearAlternatives();
            finding.getAlternativesList().forEach(one -> told.addAlternatives(one.getReason().isEmpty()
                    ? one
                    : one.toBuilder().setReason(EventSentences.objection(one.getReason())).build()));
            answer.addFindings(told);
        }
        return part.remark().isEmpty() ? answer : answer.addRemarks(part.remark());
    }

    static String why(Throwable trouble) {
        Throwable cause = trouble instanceof CompletionException && trouble.getCause() != null ? trouble.getCause() : trouble;
        return cause instanceof AdminRefusal refusal ? refusal.sentence() : cause.toString();
    }
}
