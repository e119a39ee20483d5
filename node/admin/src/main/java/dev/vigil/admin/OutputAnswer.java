package dev.vigil.admin;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.protocol.admin.ActionOutput;
import dev.vigil.protocol.admin.ListOutputRequest;
import dev.vigil.protocol.admin.Outputs;

/** What the actions of a resource wrote, gathered from the nodes that it is on. */
final class OutputAnswer {
    private OutputAnswer() {}

    static CompletionStage<Outputs> of(NodeAdministration node, ListOutputRequest q) {
        Tag tag = Requests.checked(() -> new Tag(q.getTag()));
        CompletionStage<Outputs.Builder> answer = CompletableFuture.completedFuture(Outputs.newBuilder());
        for (NodeId one : nodes(node, q, tag)) {
            CompletionStage<Part> part = node.outputs(tag, one)
                    .handle((outputs,
                            trouble) -> trouble == null ? new Part(outputs, "") : new Part(List.of(), sentence(trouble)));
            answer = answer.thenCombine(part, (builder, found) -> add(builder, found, isAsked(q.getAction())));
        }
        return answer.thenApply(Outputs.Builder::build);
    }

    private static Outputs.Builder add(Outputs.Builder answer, Part part, Predicate<ActionOutput> isAsked) {
        part.outputs().stream().filter(isAsked).forEach(answer::addOutputs);
        return part.remark().isEmpty() ? answer : answer.addRemarks(part.remark());
    }

    private record Part(List<ActionOutput> outputs, String remark) {}

    /** A node that is named is asked also about a resource that is gone, which may have left words behind. */
    private static List<NodeId> nodes(NodeAdministration node, ListOutputRequest q, Tag tag) {
        if (!q.getNode().isEmpty()) {
            NodeId named = Requests.checked(() -> new NodeId(q.getNode()));
            if (node.lcd().config().system(named).isEmpty()) {
                throw new AdminRefusal(AdminRefusal.Code.NOT_FOUND, "There is no node " + named + ".",
                        "vigil status shows the nodes.");
            }
            return List.of(named);
        }
        if (node.lcd().config().resource(tag).isEmpty()) {
            throw new AdminRefusal(AdminRefusal.Code.NOT_FOUND, "There is no resource " + tag + ".",
                    "vigil status shows the resources; of one that is gone a node can be asked by its name.");
        }
        return node.lcd().config().instances().stream().filter(row -> row.tag().equals(tag)).map(InstanceRow::node).toList();
    }

    /** Actions have a name in properties and another as scripts: {@code quick-check}, {@code quickCheck}. */
    private static Predicate<ActionOutput> isAsked(String action) {
        return output -> action.isEmpty() || plain(output.getAction()).equals(plain(action));
    }

    private static String plain(String action) {
        return action.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    private static String sentence(Throwable trouble) {
        Throwable cause = trouble instanceof CompletionException && trouble.getCause() != null ? trouble.getCause() : trouble;
        return cause instanceof AdminRefusal refusal ? refusal.sentence() : cause.toString();
    }
}
