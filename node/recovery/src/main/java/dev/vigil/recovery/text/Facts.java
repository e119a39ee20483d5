package dev.vigil.recovery.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.Tag;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Soft;
import dev.vigil.recovery.Standing;
import dev.vigil.recovery.UnitTask;

/**
 * The soft facts of a view, one line each: what a person would want to know of a node besides its database. Kit calls are not among
 * them: the decisions and events themselves tell of those.
 */
public final class Facts {
    private Facts() {}

    public static List<Line> of(ClusterView view) {
        List<Line> facts = new ArrayList<>();
        Soft soft = view.soft();
        facts.add(node(view));
        soft.peers().forEach((peer, known) -> facts.add(Line.of("peer").with("peer", peer).with("health", known.health())
                .with("fresh", known.isFresh() ? "yes" : "no")));
        soft.work().tasks().values().forEach(task -> facts.add(task(task)));
        soft.work().cannotTell().forEach((doubt, times) -> facts
                .add(Line.of("cannot-tell").with("check", doubt.check()).with("tag", doubt.tag()).with("times", times)));
        soft.work().recent().forEach((doubt, recent) -> facts.add(Line.of("recent").with("check", doubt.check())
                .with("tag", doubt.tag()).with("failed", recent.failures()).with("of", recent.verdicts().size())));
        soft.work().retries().forEach((unit, tags) -> facts.add(Line.of("retry").with("unit", unit).with("tags", join(tags))));
        soft.condition().yielding().forEach(unit -> facts.add(Line.of("yielding").with("unit", unit)));
        soft.condition().interrupted().forEach(unit -> facts.add(Line.of("interrupted").with("unit", unit)));
        soft.condition().stall().ifPresent(stall -> facts.add(Line.of("stall").with("awaited", join(stall.awaited()))
                .with("leases", join(stall.leases()))));
        soft.condition().closing().ifPresent(closing -> facts.add(closing.isHandOver()
                ? Line.of("closing").with("hand-over", "yes")
                : Line.of("closing").with("left", join(closing.left()))));
        facts.addAll(standing(soft.standing()));
        soft.talks().operation().ifPresent(operation -> facts.add(Line.of("operation").with("number", operation.number())
                .with("plan", operation.plan().getClass().getSimpleName())
                .with("stage", operation.stage().getClass().getSimpleName())));
        soft.talks().prepared().ifPresent(change -> facts.add(Line.of("prepared").with("proposer", change.proposer())
                .with("number", change.prepare().number())));
        soft.talks().asked().keySet().forEach(call -> facts.add(Line.of("awaited").with("call", call)));
        soft.talks().raised().forEach((call, raised) -> facts.add(Line.of("raised").with("call", call)
                .with("tag", raised.request().tag()).with("event", raised.request().occurrence().name())));
        soft.talks().passed()
                .forEach((number, ask) -> facts.add(Line.of("passed").with("number", number).with("node", ask.node())));
        return facts;
    }

    private static List<Line> standing(Standing standing) {
        List<Line> facts = new ArrayList<>();
        standing.frozen().forEach((what, frozen) -> facts.add(Line.of("frozen").with("what", what).with("until",
                frozen.row().word()).with("over", frozen.isOver() ? "yes" : "no")));
        standing.holds().forEach((node, since) -> facts.add(Line.of("hold").with("node", node).with("since", since)));
        standing.verdicts().forEach((node, verdict) -> facts.add(Line.of("verdict").with("node", node).with("word", verdict)));
        standing.fences().values().forEach(work -> facts.add(Line.of("fence").with("node", work.victim())
                .with("phase", work.phase()).with("step", work.step())));
        standing.safety().forEach((unit, work) -> facts.add(Line.of("safety").with("unit", unit).with("node", work.silent())
                .with("asking", work.isOut() ? "yes" : "no")
                .with("answer", work.answer().map(SafetyText::word).orElse("none"))));
        standing.contests().values().forEach(contest -> facts
                .add(Line.of("contest").with("unit", contest.unit()).with("owners", join(contest.owners().keySet()))));
        standing.restarts()
                .forEach((node, away) -> facts.add(Line.of(away.isBack() ? "has-restarted" : "restarting").with("node", node)
                        .with("since", away.since())));
        standing.unrestored().forEach(unit -> facts.add(Line.of("unrestored").with("unit", unit)));
        return facts;
    }

    private static Line node(ClusterView view) {
        Soft.Condition condition = view.soft().condition();
        return Line.of("node").with("start", condition.start()).with("storage", condition.storage()).with("gate",
                condition.gate());
    }

    private static Line task(UnitTask task) {
        Line line = Line.of("task").with("unit", task.unit()).with("kind", task.kind()).with("tags", join(task.tags()));
        line = unlessNone(line, "failed", task.progress().failed().keySet());
        return unlessNone(line, "doubtful", task.progress().doubtful().keySet());
    }

    private static Line unlessNone(Line line, String name, Collection<Tag> tags) {
        return tags.isEmpty() ? line : line.with(name, join(tags));
    }

    private static String join(Iterable<?> names) {
        List<String> words = new ArrayList<>();
        names.forEach(name -> words.add(name.toString()));
        return String.join(",", words);
    }
}
