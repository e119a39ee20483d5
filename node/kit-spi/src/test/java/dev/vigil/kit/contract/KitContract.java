package dev.vigil.kit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.vigil.kit.ActionCall;
import dev.vigil.kit.Answer;
import dev.vigil.kit.KitInstance;
import dev.vigil.kit.KitRefusal;
import dev.vigil.kit.PropertyProblem;
import dev.vigil.kit.PropertySchema.Reading;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Tag;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every recovery kit keeps to, tried against the real thing. A kit's own test extends this and gives the bench. */
public abstract class KitContract {
    protected static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration SLOW = Duration.ofSeconds(1);

    protected KitBench bench = new NoBench();
    private final List<ResourceAgent> opened = new CopyOnWriteArrayList<>();

    /** A fresh resource that is out of service. */
    protected abstract KitBench openBench() throws Exception;

    @BeforeEach
    final void setUp() throws Exception {
        bench = openBench();
    }

    @AfterEach
    final void tearDown() throws Exception {
        for (ResourceAgent agent : opened) {
            agent.terminate();
            agent.close();
        }
        bench.close();
    }

    @Test
    void restoresAndRemoves() throws Exception {
        ResourceAgent agent = open(bench.properties());
        assertDone(run(agent, Action.RESTORE));
        assertTrue(bench.isInService());
        assertDone(run(agent, Action.QUICK_CHECK));
        assertDone(run(agent, Action.DEEP_CHECK));
        assertDone(run(agent, Action.REMOVE));
        assertFalse(bench.isInService());
    }

    @Test
    void restoringWhatRunsIsDone() throws Exception {
        ResourceAgent agent = open(bench.properties());
        assertDone(run(agent, Action.RESTORE));
        assertDone(run(agent, Action.RESTORE));
        assertTrue(bench.isInService());
        assertDone(run(agent, Action.REMOVE));
        assertFalse(bench.isInService());
    }

    @Test
    void removingWhatIsStoppedIsDone() throws Exception {
        ResourceAgent agent = open(bench.properties());
        assertDone(run(agent, Action.REMOVE));
        assertDone(run(agent, Action.RESTORE));
        assertDone(run(agent, Action.REMOVE));
        assertDone(run(agent, Action.REMOVE));
        assertFalse(bench.isInService());
    }

    @Test
    void checkOfTheDeadFails() throws Exception {
        ResourceAgent agent = open(bench.properties());
        assertDone(run(agent, Action.RESTORE));
        bench.breakResource();
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, run(agent, Action.QUICK_CHECK));
        assertFalse(failed.detail().isBlank());
        assertDone(run(agent, Action.REMOVE));
    }

    @Test
    void terminateEndsARestoreWithinASecond() throws Exception {
        ResourceAgent agent = open(bench.slowProperties());
        CompletableFuture<Outcome> outcome = begin(agent, Action.RESTORE, LIMIT);
        Thread.sleep(200);
        assertFalse(outcome.isDone(), "the slow restore is too fast to be terminated");
        agent.terminate();
        Outcome ended = outcome.get(SLOW.toMillis(), TimeUnit.MILLISECONDS);
        assertFalse(ended instanceof Outcome.Done, "a restore that was ended half way is not done");
        assertDone(run(agent, Action.REMOVE));
        assertFalse(bench.isInService());
    }

    @Test
    void terminateBetweenActionsTouchesNothing() throws Exception {
        ResourceAgent agent = open(bench.properties());
        agent.terminate();
        assertDone(run(agent, Action.RESTORE));
        agent.terminate();
        assertTrue(bench.isInService());
        assertDone(run(agent, Action.QUICK_CHECK));
    }

    @Test
    void aNewAgentGoesOnWhereTheLastOneStopped() throws Exception {
        ResourceAgent first = open(bench.properties());
        assertDone(run(first, Action.RESTORE));
        first.close();
        opened.remove(first);
        assertTrue(bench.isInService());
        ResourceAgent second = open(bench.properties());
        assertDone(run(second, Action.QUICK_CHECK));
        assertDone(run(second, Action.REMOVE));
        assertFalse(bench.isInService());
    }

    @Test
    void wrongPropertiesAreRefusedByName() {
        assertFalse(bench.wrongProperties().isEmpty(), "a kit has some property that can be wrong");
        for (Map.Entry<String, SortedMap<String, String>> wrong : bench.wrongProperties()) {
            assertTrue(problems(wrong.getValue()).stream().anyMatch(problem -> problem.property().equals(wrong.getKey())),
                    wrong + " was not refused for " + wrong.getKey());
        }
        SortedMap<String, String> unknown = new TreeMap<>(bench.properties());
        unknown.put("nobodyKnowsThis", "1");
        assertEquals(List.of("nobodyKnowsThis"), problems(unknown).stream().map(PropertyProblem::property).toList());
        assertEquals(List.of(), problems(bench.properties()));
    }

    /** Everything that schema and kit find wrong. */
    protected final List<PropertyProblem> problems(SortedMap<String, String> properties) {
        return switch (bench.kit().propertySchema().read(properties)) {
            case Reading.Wrong(List<PropertyProblem> problems) -> problems;
            case Reading.Right(var block) -> bench.kit()
                    .examine(new KitInstance(new Tag("thing"), new NodeId("alpha"), bench.id(), "", block));
        };
    }

    /** Opens an agent, which is closed after the test. */
    protected final ResourceAgent open(SortedMap<String, String> properties) throws KitRefusal {
        Reading.Right right = assertInstanceOf(Reading.Right.class, bench.kit().propertySchema().read(properties));
        KitInstance instance = new KitInstance(new Tag("thing"), new NodeId("alpha"), bench.id(), "some info", right.block());
        ResourceAgent agent = bench.kit().open(instance, bench.context());
        opened.add(agent);
        return agent;
    }

    protected static Outcome run(ResourceAgent agent, Action action)
            throws InterruptedException, ExecutionException, TimeoutException {
        return begin(agent, action, LIMIT).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Begins an action as a node does: on a thread of its own. */
    protected static CompletableFuture<Outcome> begin(ResourceAgent agent, Action action, Duration limit) {
        return begin(agent,
                new ActionCall(action, "operator", limit, ActionCall.Caution.FULL, progress -> assertFalse(progress.isBlank())));
    }

    protected static CompletableFuture<Outcome> begin(ResourceAgent agent, ActionCall call) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                switch (agent.perform(call)) {
                    case Answer.Now(Outcome now) -> outcome.complete(now);
                    case Answer.Pending(var stage) -> stage.whenComplete((later, broken) -> {
                        if (broken == null) {
                            outcome.complete(later);
                        } else {
                            outcome.completeExceptionally(broken);
                        }
                    });
                }
            } catch (Throwable broken) {
                outcome.completeExceptionally(broken);
            }
        });
        return outcome;
    }

    protected static void assertDone(Outcome outcome) {
        assertInstanceOf(Outcome.Done.class, outcome, () -> String.valueOf(outcome));
    }
}
