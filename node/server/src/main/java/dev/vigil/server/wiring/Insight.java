package dev.vigil.server.wiring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import dev.vigil.admin.AdminRefusal;
import dev.vigil.admin.NodeAdministration.ClockReading;
import dev.vigil.comm.OutgoingMessage;
import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.store.LcdStore;
import dev.vigil.platform.Clock;
import dev.vigil.protocol.admin.Finding;
import dev.vigil.recovery.Inquiry;
import dev.vigil.recovery.preview.Course;
import dev.vigil.recovery.preview.Durations;
import dev.vigil.recovery.preview.Preview;
import dev.vigil.recovery.preview.Supposed;
import dev.vigil.server.decisions.DecisionJournal;
import dev.vigil.server.kithost.ActionTimes;
import dev.vigil.server.loop.ControllerLoop;

/** What a person asks beyond the state: why not, what if, when it was, and what was decided. Any thread may call; nothing blocks. */
final class Insight {
    private final Looked looked;
    private final Executor worker;
    private final PeerQuestions whyNot;
    private final PeerQuestions times;
    private final ClockExchange clocks;
    private final HistoryExchange histories;

    /** Where it looks. */
    record Looked(NodeId self, ControllerLoop loop, Clock clock, LivenessWatch liveness, ActionTimes times,
            DecisionJournal journal) {}

    /** {@code worker} runs previews. */
    Insight(Looked looked, Incarnation life, LcdStore store, BiConsumer<NodeId, OutgoingMessage> tell, Executor worker) {
        this.looked = looked;
        this.worker = worker;
        this.whyNot = new PeerQuestions(looked.self(), "why-not", this::whyNot, tell);
        this.times = new PeerQuestions(looked.self(), "times", question -> looked.times().lines(), tell);
        this.clocks = new ClockExchange(looked.self(), life, looked.clock(), tell);
        this.histories = new HistoryExchange(looked.self(), store, tell);
    }

    boolean heard(NodeId from, List<Line> lines) {
        return histories.heard(from, lines) || clocks.heard(from, lines) || whyNot.heard(from, lines) || times.heard(from, lines);
    }

    HistoryExchange histories() {
        return histories;
    }

    List<NodeId> living() {
        return looked.liveness().view().peers().entrySet().stream()
                .filter(peer -> peer.getValue().health() == PeerHealth.ALIVE).map(Map.Entry::getKey).toList();
    }

    private List<Line> whyNot(Line question) {
        return Inquiry.whyNot(looked.loop().view(), looked.clock().now(), new Tag(question.get("tag"))).stream()
                .map(FindingText::print).toList();
    }

    CompletionStage<List<Finding>> whyNot(Tag tag, NodeId node) {
        return whyNot.ask(node, Map.of("tag", tag.value())).handle((lines, trouble) -> {
            if (trouble != null) {
                throw new AdminRefusal(AdminRefusal.Code.NOT_NOW,
                        node + " does not answer: it cannot be reached, or is of an older version.",
                        "vigil status shows its paths.");
            }
            return FindingText.parse(node, lines);
        });
    }

    CompletionStage<Map<NodeId, ClockReading>> clocks() {
        return clocks.measure(living());
    }

    CompletionStage<String> decisions(Duration last) {
        return looked.journal().export(last);
    }

    CompletionStage<List<Course>> preview(Supposed what) {
        Map<NodeId, List<Line>> measured = new ConcurrentHashMap<>();
        measured.put(looked.self(), looked.times().lines());
        List<CompletableFuture<?>> asked = new ArrayList<>();
        for (NodeId node : living()) {
            asked.add(times.ask(node, Map.of()).handle((lines, trouble) -> trouble == null ? measured.put(node, lines) : lines)
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new)).thenApplyAsync(all -> {
            SortedMap<PathId, PathHealth> paths = new TreeMap<>();
            looked.liveness().view().paths().forEach((path, figures) -> paths.put(path, figures.health()));
            return new Preview(looked.loop().view(), looked.clock().now(), paths, durations(measured)).of(what);
        }, worker);
    }

    private static Durations durations(Map<NodeId, List<Line>> measured) {
        record Key(NodeId node, Tag tag, Action action) {}
        Map<Key, Durations.Expected> expected = new ConcurrentHashMap<>();
        measured.forEach((node, lines) -> lines.forEach(line -> expected.put(
                new Key(node, new Tag(line.get("tag")), Action.valueOf(line.get("action"))), median(ActionTimes.times(line)))));
        return (node, tag, action) -> expected.getOrDefault(new Key(node, tag, action), Durations.Expected.UNKNOWN);
    }

    private static Durations.Expected median(List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        return new Durations.Expected(Duration.ofMillis(sorted.get(sorted.size() / 2)), sorted.size());
    }
}
