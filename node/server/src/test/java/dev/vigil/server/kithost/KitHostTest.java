package dev.vigil.server.kithost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.vigil.kit.Answer;
import dev.vigil.kit.Answers;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Initialization;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Priority;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Switchback;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Timing;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.Cause;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.KitCallId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class KitHostTest {
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final KitLimits LIMITS = new KitLimits(2, 1, 2, Duration.ofMillis(300), Duration.ofMillis(200));

    private final ScriptedKit kit = new ScriptedKit();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final KitHost host = new KitHost(KitCatalog.of(List.of(kit)), Facilities.NONE, LIMITS, () -> Timing.DEFAULT,
            events::add);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void stop() {
        gate.countDown();
        host.close();
    }

    @Test
    void oneEventPerCall() throws Exception {
        call(1, "a", Action.RESTORE, LONG);
        assertInstanceOf(Outcome.Done.class, next(1));
        assertNothingMore();
    }

    @Test
    void pendingIsAnsweredWhenItCompletesAndItsProgressCanBeSeen() throws Exception {
        CompletableFuture<Outcome> later = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        kit.actions.put(Action.RESTORE, call -> {
            call.progress().accept("half way");
            begun.countDown();
            return new Answer.Pending(later);
        });
        call(1, "a", Action.RESTORE, LONG);
        begun.await();
        assertEquals(List.of("half way"), host.running().stream().map(RunningCall::progress).toList());
        assertNothingMore();
        later.complete(new Outcome.Failed("no"));
        assertEquals(new Outcome.Failed("no"), next(1));
        assertEquals(List.of(), host.running());
    }

    @Test
    void oneActionAtATimeForATagInOrderAndOthersBeside() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        List<Action> order = Collections.synchronizedList(new ArrayList<>());
        for (Action action : List.of(Action.RESTORE, Action.QUICK_CHECK, Action.REMOVE)) {
            kit.actions.put(action, call -> {
                assertEquals(1, inside.incrementAndGet());
                order.add(action);
                await(gate, Duration.ofSeconds(5));
                inside.decrementAndGet();
                return Answers.done(Duration.ZERO);
            });
        }
        call(1, "a", Action.RESTORE, LONG);
        call(2, "a", Action.QUICK_CHECK, LONG);
        call(3, "a", Action.REMOVE, LONG);
        call(4, "b", Action.ANNOUNCE, LONG);
        assertInstanceOf(Outcome.Done.class, next(4));
        gate.countDown();
        for (int id = 1; id <= 3; id++) {
            assertInstanceOf(Outcome.Done.class, next(id));
        }
        assertEquals(List.of(Action.RESTORE, Action.QUICK_CHECK, Action.REMOVE), order);
    }

    @Test
    void atTheLimitTerminateIsCalledBesideTheActionAndTheOutcomeIsUnknown() throws Exception {
        kit.onTerminate = gate::countDown;
        kit.actions.put(Action.RESTORE, call -> {
            await(gate, LONG);
            return Answers.failed("ended half way");
        });
        long began = System.nanoTime();
        call(1, "a", Action.RESTORE, SHORT);
        Outcome.Unknown unknown = assertInstanceOf(Outcome.Unknown.class, next(1));
        assertTrue(unknown.detail().contains("limit of 0.15 s"), unknown.detail());
        assertTrue(unknown.detail().contains("ended half way"), unknown.detail());
        assertTrue(System.nanoTime() - began >= SHORT.toNanos());
        assertEquals(Map.of(), host.barred());
        call(2, "a", Action.REMOVE, LONG);
        assertInstanceOf(Outcome.Done.class, next(2));
    }

    @Test
    void aThreadThatHangsIsAbandonedAndItsInstanceBarredAndNobodyElse() throws Exception {
        kit.actions.put(Action.QUICK_CHECK, call -> {
            await(gate, LONG);
            return Answers.done(Duration.ZERO);
        });
        call(1, "a", Action.QUICK_CHECK, SHORT);
        call(2, "a", Action.REMOVE, LONG);
        Map<Long, Outcome> outcomes = take(2);
        assertInstanceOf(Outcome.Unknown.class, outcomes.get(1L));
        assertBarred(outcomes.get(2L));
        call(3, "a", Action.RESTORE, LONG);
        assertBarred(next(3));
        call(4, "b", Action.RESTORE, LONG);
        assertInstanceOf(Outcome.Done.class, next(4));
        assertEquals(List.of(new Tag("a")), List.copyOf(host.barred().keySet()));
        gate.countDown();
        assertNothingMore();
    }

    @Test
    void anAgentThatHangsInTerminateDoesNotHoldTheHost() throws Exception {
        kit.onTerminate = () -> await(gate, LONG);
        kit.actions.put(Action.RESTORE, call -> {
            await(gate, LONG);
            return Answers.done(Duration.ZERO);
        });
        call(1, "a", Action.RESTORE, SHORT);
        assertInstanceOf(Outcome.Unknown.class, next(1));
        call(2, "b", Action.REMOVE, LONG);
        assertInstanceOf(Outcome.Done.class, next(2));
    }

    @Test
    void abandonEndsARunningCallAndAWaitingOneNeverBegins() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        kit.onTerminate = gate::countDown;
        kit.actions.put(Action.RESTORE, call -> {
            begun.countDown();
            await(gate, LONG);
            return Answers.unknown("ended on request");
        });
        call(1, "a", Action.RESTORE, LONG);
        call(2, "a", Action.REMOVE, LONG);
        begun.await();
        host.abandon(new KitCallId(2));
        Outcome.Failed never = assertInstanceOf(Outcome.Failed.class, next(2));
        assertTrue(never.detail().contains("not begun"), never.detail());
        host.abandon(new KitCallId(1));
        assertEquals(new Outcome.Unknown("ended on request"), next(1));
        host.abandon(new KitCallId(1));
        host.abandon(new KitCallId(77));
        assertNothingMore();
    }

    @Test
    void noMoreThanTheLimitRunAtOnceAndAnOverfullLaneRefuses() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        kit.actions.put(Action.RESTORE, call -> {
            inside.incrementAndGet();
            await(gate, LONG);
            return Answers.done(Duration.ZERO);
        });
        for (int id = 1; id <= 4; id++) {
            call(id, "tag" + id, Action.RESTORE, LONG);
        }
        call(5, "tag4", Action.RESTORE, LONG);
        call(6, "tag4", Action.RESTORE, LONG);
        call(7, "tag4", Action.RESTORE, LONG);
        Outcome.Failed refused = assertInstanceOf(Outcome.Failed.class, next(7));
        assertTrue(refused.detail().contains("2 calls wait"), refused.detail());
        assertEquals(LIMITS.running(), inside.get());
        gate.countDown();
        assertEquals(6, take(6).size());
        assertEquals(6, inside.get());
    }

    @Test
    void theLimitOfACallCountsFromItsTurn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        kit.actions.put(Action.RESTORE, call -> {
            begun.countDown();
            await(gate, LONG);
            return Answers.done(Duration.ZERO);
        });
        call(1, "a", Action.RESTORE, LONG);
        begun.await();
        call(2, "a", Action.REMOVE, SHORT);
        Thread.sleep(3 * SHORT.toMillis());
        gate.countDown();
        Map<Long, Outcome> outcomes = take(2);
        assertInstanceOf(Outcome.Done.class, outcomes.get(2L));
    }

    @Test
    void checksNeverTakeThePlaceOfAnActionAndWaitBehindAll() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch restores = new CountDownLatch(LIMITS.running());
        kit.actions.put(Action.QUICK_CHECK, call -> {
            order.add("check");
            return Answers.done(Duration.ZERO);
        });
        kit.actions.put(Action.RESTORE, call -> {
            order.add("restore");
            restores.countDown();
            await(gate, LONG);
            return Answers.done(Duration.ZERO);
        });
        for (int id = 1; id <= LIMITS.running(); id++) {
            call(id, "tag" + id, Action.RESTORE, LONG);
        }
        restores.await();
        host.call(check(10, "other"));
        assertInstanceOf(Outcome.Done.class, next(10));
        call(3, "tag3", Action.RESTORE, LONG);
        host.call(check(11, "other"));
        assertEquals(1, host.actions().waiting());
        assertEquals(1, host.checks().waiting());
        gate.countDown();
        assertEquals(4, take(4).size());
        assertEquals(List.of("restore", "restore", "check"), order.subList(0, 3));
        // Each on a thread of its own: which of the two says so first is chance.
        assertEquals(List.of("check", "restore"), order.subList(3, order.size()).stream().sorted().toList());
    }

    private static Decision.CallKit check(long id, String tag) {
        Decision.CallKit asked = decision(id, instance(tag, Map.of(), 1), Action.QUICK_CHECK, LONG);
        return new Decision.CallKit(asked.call(), asked.target(), asked.action(), asked.limit(), Cause.CHECK);
    }

    @Test
    void aKitThatThrowsIsUnknownOnceItHasBegunAndARefusalIsAFailure() throws Exception {
        kit.actions.put(Action.RESTORE, call -> {
            throw new IllegalStateException("oops");
        });
        kit.actions.put(Action.REMOVE,
                call -> new Answer.Pending(CompletableFuture.failedFuture(new IllegalStateException("later"))));
        kit.actions.put(Action.RECOVER, call -> {
            throw new StackOverflowError();
        });
        for (Action action : List.of(Action.RESTORE, Action.REMOVE, Action.RECOVER)) {
            call(action.ordinal(), "a", action, LONG);
            assertInstanceOf(Outcome.Unknown.class, next(action.ordinal()));
        }
        kit.refusal = "this node has no such disk";
        call(9, "b", Action.RESTORE, LONG);
        assertEquals(new Outcome.Failed("this node has no such disk"), next(9));
    }

    @Test
    void agentsStayOpenUntilWhatTheyReadChanges() throws Exception {
        call(1, "a", Action.RESTORE, LONG);
        next(1);
        host.call(decision(2, instance("a", Map.of("size", "1"), 5), Action.QUICK_CHECK, LONG));
        next(2);
        host.call(decision(3, instance("a", Map.of("size", "7"), 5), Action.QUICK_CHECK, LONG));
        next(3);
        call(4, "a", Action.DELETE, LONG);
        next(4);
        assertEquals(List.of("open a {size=1}", "close a", "open a {size=7}", "close a", "open a {size=1}", "close a"), kit.said);
        host.call(decision(5, instance("a", Map.of("size", "70"), 5), Action.RESTORE, LONG));
        assertEquals(new Outcome.Failed("size=70 must be a whole number from 1 to 9"), next(5));
    }

    @Test
    void signalsArePassedOnWithAGapAndNotAfterClose() throws Exception {
        call(1, "a", Action.RESTORE, LONG);
        next(1);
        var context = kit.contexts.get("a");
        context.signalFailure("it died");
        context.signalFailure("it died again");
        assertEquals(new Event.KitSignalled(new Tag("a"), "it died"), events.poll(1, TimeUnit.SECONDS));
        Thread.sleep(LIMITS.betweenSignals().toMillis() + 10);
        context.signalFailure("once more");
        assertEquals(new Event.KitSignalled(new Tag("a"), "once more"), events.poll(1, TimeUnit.SECONDS));
        call(2, "a", Action.DELETE, LONG);
        next(2);
        Thread.sleep(LIMITS.betweenSignals().toMillis() + 10);
        context.signalFailure("from the grave");
        assertNothingMore();
    }

    @Test
    void aTypeWithoutKitSaysWhichThereAre() throws Exception {
        InstanceRow row = instance("a", Map.of(), 1);
        host.call(new Decision.CallKit(new KitCallId(1), new Decision.Target(resource("a", new TypeId("oracle")), row),
                Action.RESTORE, LONG,
                Cause.OPERATOR));
        assertEquals(new Outcome.Failed("there is no recovery kit for the type oracle on this node; it has scripted"), next(1));
    }

    @Test
    void closeEndsWhatRunsAndClosesAgents() throws Exception {
        kit.onTerminate = gate::countDown;
        CountDownLatch begun = new CountDownLatch(1);
        kit.actions.put(Action.RESTORE, call -> {
            begun.countDown();
            await(gate, LONG);
            return Answers.unknown("ended");
        });
        call(1, "a", Action.RESTORE, LONG);
        begun.await();
        host.close();
        assertEquals(new Outcome.Unknown("ended"), next(1));
        assertEquals(List.of("open a {size=1}", "close a"), kit.said);
    }

    private void call(long id, String tag, Action action, Duration limit) {
        host.call(decision(id, instance(tag, Map.of(), 1), action, limit));
    }

    private static Decision.CallKit decision(long id, InstanceRow row, Action action, Duration limit) {
        ResourceRow resource = resource(row.tag().value(), ScriptedKit.TYPE);
        return new Decision.CallKit(new KitCallId(id), new Decision.Target(resource, row), action, limit, Cause.OPERATOR);
    }

    private static ResourceRow resource(String tag, TypeId type) {
        return new ResourceRow(new Tag(tag), type, new UnitId(tag), Initialization.values()[0], Switchback.INTELLIGENT, true);
    }

    private static InstanceRow instance(String tag, Map<String, String> properties, int priority) {
        return new InstanceRow(new Tag(tag), new NodeId("alpha"), tag + "-id", "", new Priority(priority),
                InstanceRow.Checks.NONE,
                new TreeMap<>(properties));
    }

    private Outcome next(long id) throws InterruptedException {
        Event.KitFinished finished = assertInstanceOf(Event.KitFinished.class, events.poll(5, TimeUnit.SECONDS));
        assertEquals(new KitCallId(id), finished.call());
        return finished.outcome();
    }

    private Map<Long, Outcome> take(int count) throws InterruptedException {
        Map<Long, Outcome> outcomes = new TreeMap<>();
        for (int taken = 0; taken < count; taken++) {
            Event.KitFinished finished = assertInstanceOf(Event.KitFinished.class, events.poll(5, TimeUnit.SECONDS));
            assertNull(outcomes.put(finished.call().value(), finished.outcome()), "two outcomes for " + finished.call());
        }
        return outcomes;
    }

    private void assertNothingMore() throws InterruptedException {
        assertNull(events.poll(100, TimeUnit.MILLISECONDS));
    }

    private static void assertBarred(Outcome outcome) {
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, outcome);
        assertTrue(failed.detail().startsWith("barred: "), failed.detail());
    }

    /** Waits as a kit that hangs: no interrupt wakes it. */
    private static void await(CountDownLatch latch, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        boolean isOpen = false;
        while (!isOpen && System.nanoTime() < end) {
            try {
                isOpen = latch.await(10, TimeUnit.MILLISECONDS);
            } catch (InterruptedException ignoredAsByAHangingKit) {
                assertFalse(isOpen);
            }
        }
    }
}
