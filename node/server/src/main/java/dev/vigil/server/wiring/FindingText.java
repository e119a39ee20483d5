package dev.vigil.server.wiring;

import java.util.List;
import java.util.stream.Collectors;

import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.protocol.admin.Alternative;
import dev.vigil.protocol.admin.Finding;
import dev.vigil.recovery.Candidate;
import dev.vigil.recovery.Inquiry;

/** The findings of an inquiry as lines between nodes, and as the administration tells them. */
final class FindingText {
    private static final String VERB = "finding";

    private FindingText() {}

    static Line print(Inquiry.Finding finding) {
        return Line.of(VERB).with("question", finding.question()).with("rule", finding.rule())
                .with("due", finding.isDue() ? "yes" : "no").with("sentence", finding.sentence())
                .with("nodes", finding.candidates().stream().map(Candidate::toString).collect(Collectors.joining(",")));
    }

    static List<Finding> parse(NodeId node, List<Line> lines) {
        return lines.stream().filter(line -> line.verb().equals(VERB)).map(line -> parse(node, line)).toList();
    }

    private static Finding parse(NodeId node, Line line) {
        Finding.Builder finding = Finding.newBuilder().setNode(node.value()).setQuestion(line.get("question"))
                .setRule(line.get("rule")).setDue(line.get("due").equals("yes")).setSentence(line.get("sentence"));
        for (String one : line.get("nodes").isEmpty() ? List.<String>of() : List.of(line.get("nodes").split(","))) {
            int colon = one.indexOf(':');
            finding.addAlternatives(colon < 0
                    ? Alternative.newBuilder().setNode(one)
                    : Alternative.newBuilder().setNode(one.substring(0, colon)).setReason(one.substring(colon + 1)));
        }
        return finding.build();
    }
}
