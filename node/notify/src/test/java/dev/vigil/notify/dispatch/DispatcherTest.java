package dev.vigil.notify.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.vigil.notify.notice.Batch;
import dev.vigil.notify.notice.BatchText;
import dev.vigil.notify.notice.Phase;
import dev.vigil.notify.notice.Severity;
import dev.vigil.notify.receiver.Delivery;
import dev.vigil.notify.receiver.ReceiverKind;
import dev.vigil.notify.receiver.Self;

@Timeout(60)
final class DispatcherTest {
    private static final Tempo QUICK = new Tempo(Duration.ofMillis(20), Duration.ofMillis(80), Duration.ofMillis(200),
            Duration.ofHours(1));
    private static final ReceiverKind.Pace AT_ONCE = new ReceiverKind.Pace(100, Duration.ZERO, 3_600);

    private final AtomicInteger taken = new AtomicInteger();
    private final Dispatcher dispatcher = new Dispatcher(new Self(new Batch.Origin("shop", "alpha"), 1), QUICK,
            (receiver, notices) -> taken.addAndGet(notices.size()));

    @AfterEach
    void close() {
        dispatcher.close();
    }

    private static void soon(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    private Figures figures() {
        return dispatcher.figures().getFirst();
    }

    @Test
    void aHundredAtOnceAreOneMessageWithAList() throws InterruptedException {
        FakeReceiver receiver = FakeReceiver.willing(Duration.ofMillis(500));
        dispatcher.configure(List.of(receiver.wanted("ops")));
        IntStream.range(0, 100).forEach(number -> dispatcher.tell(Notices.of(number)));
        soon(() -> receiver.notices() == 100);
        assertEquals(1, receiver.got.size());
        String text = BatchText.body(receiver.got.getFirst());
        IntStream.range(0, 100).forEach(number -> assertTrue(text.contains("Resource web" + number + " has failed")));
        soon(() -> taken.get() == 100);
    }

    @Test
    void whatFailsIsTriedAgainAndOnlyTheRestOfIt() throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();
        FakeReceiver receiver = new FakeReceiver(AT_ONCE, batch -> switch (tries.incrementAndGet()) {
            case 1 -> new Delivery.Failed(0, "come later");
            case 2 -> new Delivery.Failed(1, "that was one");
            default -> new Delivery.Accepted("thanks");
        });
        dispatcher.configure(List.of(receiver.wanted("ops", "gather", "50ms")));
        List.of(1, 2, 3).forEach(number -> dispatcher.tell(Notices.of(number)));
        soon(() -> receiver.notices() == 2);
        assertEquals(List.of("alpha-1-2", "alpha-1-3"),
                receiver.got.getFirst().notices().stream().map(notice -> notice.id()).toList());
        soon(() -> figures().failingSince().isEmpty());
        assertEquals("thanks", figures().answer());
        assertEquals(2, dispatcher.totals().get("fake").failed());
        assertEquals(3, dispatcher.totals().get("fake").sent());
    }

    @Test
    void aReceiverThatHangsIsLeftAndTheOthersHearAllTheSame() throws InterruptedException {
        FakeReceiver[] hung = new FakeReceiver[1];
        hung[0] = new FakeReceiver(AT_ONCE, batch -> {
            try {
                hung[0].aborted.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Delivery.Failed(0, "ended");
        });
        FakeReceiver well = FakeReceiver.willing(Duration.ZERO);
        dispatcher.configure(List.of(hung[0].wanted("hung"), well.wanted("well")));
        long begun = System.nanoTime();
        dispatcher.tell(Notices.of(1));
        assertTrue(System.nanoTime() - begun < Duration.ofSeconds(1).toNanos(), "who tells does not wait");
        soon(() -> well.notices() == 1);
        soon(() -> {
            dispatcher.watch();
            return figures().failingSince().isPresent();
        });
        assertEquals("ended", figures().answer());
    }

    @Test
    void whatIsTooMuchIsDroppedCountedAndTold() throws InterruptedException {
        AtomicInteger open = new AtomicInteger();
        FakeReceiver receiver = new FakeReceiver(AT_ONCE,
                batch -> open.get() == 0 ? new Delivery.Failed(0, "shut") : new Delivery.Accepted("thanks"));
        dispatcher.configure(List.of(receiver.wanted("ops")));
        IntStream.range(0, Outbox.MOST_WAITING + 50).forEach(number -> dispatcher.tell(Notices.of(number)));
        assertEquals(Outbox.MOST_WAITING, figures().waiting());
        assertEquals(50, figures().dropped());
        open.set(1);
        soon(() -> receiver.notices() == Outbox.MOST_WAITING);
        assertTrue(BatchText.body(receiver.got.getFirst()).contains("50 older notices were given up"));
        assertEquals(50, dispatcher.totals().get("fake").dropped());
    }

    @Test
    void aReceiverHearsOnlyWhatItWants() throws InterruptedException {
        FakeReceiver receiver = FakeReceiver.willing(Duration.ZERO);
        dispatcher.configure(List.of(receiver.wanted("ops", "least", "error", "classes", "resource, node", "resolved", "no")));
        dispatcher.tell(Notices.of(1, Severity.WARNING, Phase.HAPPENED, "a"));
        dispatcher.tell(Notices.of(2, Severity.ERROR, Phase.RESOLVED, "b"));
        dispatcher.tell(Notices.of(3, Severity.CRITICAL, Phase.RAISED, "c"));
        soon(() -> receiver.notices() == 1);
        assertEquals("alpha-1-3", receiver.got.getFirst().notices().getFirst().id());
        assertEquals(0, figures().waiting());
    }

    @Test
    void noMoreMessagesGoOutThanItMayHear() throws InterruptedException {
        FakeReceiver receiver = new FakeReceiver(new ReceiverKind.Pace(1, Duration.ZERO, 12),
                batch -> new Delivery.Accepted("thanks"));
        dispatcher.configure(List.of(receiver.wanted("ops")));
        IntStream.range(0, 5).forEach(number -> dispatcher.tell(Notices.of(number)));
        soon(() -> receiver.notices() == 2);
        Thread.sleep(100);
        assertEquals(2, receiver.notices(), "a sixth of twelve at once, the others later");
        assertEquals(3, figures().waiting());
    }

    @Test
    void anAlarmThatStandsIsToldAgainAfterItsTimeAndNotAfterItsEnd() throws InterruptedException {
        FakeReceiver receiver = FakeReceiver.willing(Duration.ZERO);
        dispatcher.configure(List.of(receiver.wanted("ops", "repeat-hours", "2")));
        dispatcher.tell(Notices.of(1, Severity.ERROR, Phase.RAISED, "node bravo"));
        soon(() -> receiver.notices() == 1);
        var standing = List.of(Notices.of(2, Severity.ERROR, Phase.REPEATED, "node bravo"));
        dispatcher.remind(standing, Instant.now().plus(Duration.ofMinutes(119)));
        assertEquals(0, figures().waiting());
        dispatcher.remind(standing, Instant.now().plus(Duration.ofMinutes(121)));
        soon(() -> receiver.notices() == 2);
        dispatcher.remind(List.of(), Instant.now().plus(Duration.ofHours(9)));
        assertEquals(0, figures().waiting());
    }

    @Test
    void whatWaitsHasOneMoreTryAtTheEndAndIsThereAfterwards() {
        FakeReceiver slow = FakeReceiver.willing(Duration.ofMinutes(5));
        FakeReceiver shut = new FakeReceiver(AT_ONCE, batch -> new Delivery.Failed(0, "shut"));
        dispatcher.configure(List.of(slow.wanted("slow"), shut.wanted("shut")));
        dispatcher.tell(Notices.of(1));
        dispatcher.close();
        assertEquals(1, slow.notices());
        assertEquals(1, dispatcher.waiting().get("shut").size());
        assertEquals(0, dispatcher.waiting().get("slow").size());
    }

    @Test
    void whatWaitsForAReceiverThatIsChangedGoesToItsSuccessor() throws InterruptedException {
        FakeReceiver shut = new FakeReceiver(AT_ONCE, batch -> new Delivery.Failed(0, "shut"));
        dispatcher.configure(List.of(shut.wanted("ops")));
        dispatcher.tell(Notices.of(1));
        FakeReceiver open = FakeReceiver.willing(Duration.ZERO);
        dispatcher.configure(List.of(open.wanted("ops", "least", "info")));
        soon(() -> open.notices() == 1);
        dispatcher.configure(List.of());
        assertEquals(List.of(), dispatcher.receivers());
    }

    @Test
    void aTestAnswersWhatTheReceiverSaid() {
        FakeReceiver receiver = new FakeReceiver(AT_ONCE, batch -> new Delivery.Failed(0, "535 5.7.8 No"));
        assertEquals(new Delivery.Failed(0, "535 5.7.8 No"),
                dispatcher.test(receiver.wanted("ops"), Notices.of(1)).toCompletableFuture().join());
    }
}
