package dev.vigil.admin;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.protocol.admin.Forecast;
import dev.vigil.protocol.admin.PreviewRequest;
import dev.vigil.protocol.admin.PreviewStep;
import dev.vigil.recovery.preview.Course;
import dev.vigil.recovery.preview.Supposed;

/** What would follow, in words. */
final class PreviewAnswer {
    private PreviewAnswer() {}

    static CompletionStage<Forecast> of(NodeAdministration node, PreviewRequest q) {
        Supposed what = Requests.checked(() -> supposed(q));
        return node.preview(what).handle((courses, trouble) -> {
            if (trouble != null) {
                throw refusal(trouble);
            }
            Forecast.Builder forecast = Forecast.newBuilder();
            courses.forEach(course -> forecast.addCourses(told(course)));
            return forecast.build();
        });
    }

    private static Supposed supposed(PreviewRequest q) {
        return switch (q.getWhat()) {
            case "node-fails" -> new Supposed.NodeFails(new NodeId(q.getSubject()));
            case "switchover" -> new Supposed.Switchover(new Tag(q.getSubject()), Requests.place(q.getNode()));
            case "resource-fails" -> new Supposed.ResourceFails(new Tag(q.getSubject()));
            case "path-fails" -> new Supposed.PathFails(new PathId(q.getSubject()));
            default -> throw new AdminRefusal(AdminRefusal.Code.INVALID, "Nobody knows what \"" + q.getWhat() + "\" would be.",
                    "What can be supposed is node-fails, switchover, resource-fails and path-fails.");
        };
    }

    private static RuntimeException refusal(Throwable trouble) {
        Throwable cause = trouble instanceof CompletionException && trouble.getCause() != null ? trouble.getCause() : trouble;
        if (cause instanceof IllegalArgumentException wrong) {
            return new AdminRefusal(AdminRefusal.Code.NOT_FOUND, wrong.getMessage() + ".",
                    "vigil status shows nodes, paths and resources.");
        }
        return new CompletionException(cause);
    }

    private static dev.vigil.protocol.admin.Course told(Course course) {
        dev.vigil.protocol.admin.Course.Builder told = dev.vigil.protocol.admin.Course.newBuilder().setTitle(course.title())
                .setTotalMs(course.total().toMillis()).setTotalKnown(course.isTotalKnown()).addAllRisks(course.risks())
                .addAllBlocked(course.blocked());
        course.steps().forEach(step -> told.addSteps(step(step)));
        course.criticalPath().forEach(act -> told.addCriticalPath(words(act)));
        return told.build();
    }

    private static PreviewStep step(Course.Step step) {
        PreviewStep.Builder told = PreviewStep.newBuilder().setNode(step.node().value()).setAtMs(step.at().toMillis());
        return switch (step) {
            case Course.Step.Says says -> told.setSentence(EventSentences.of(says.note())).build();
            case Course.Step.Acts act -> told.setAction(act.action().word()).setTag(act.tag().value())
                    .setSentence(words(act)).setExpectedMs(act.expected().median().toMillis())
                    .setMeasured(act.expected().measured()).build();
        };
    }

    private static String words(Course.Step.Acts act) {
        return act.action().word() + " " + act.tag() + " on " + act.node();
    }
}
