package dev.vigil.comm.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.comm.OutgoingMessage;
import dev.vigil.comm.Urgency;
import dev.vigil.comm.heartbeat.Acknowledgement;
import dev.vigil.lcd.model.Incarnation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinkSidesTest {
    private static final Incarnation LIFE = new Incarnation(1, 5);
    private final SendingSide sending = new SendingSide();
    private final ReceivingSide receiving = new ReceivingSide();

    private static OutgoingMessage message(int text, Urgency urgency) {
        return new OutgoingMessage(Integer.toString(text).getBytes(java.nio.charset.StandardCharsets.US_ASCII), urgency);
    }

    private void begin() {
        sending.begin(LIFE);
        receiving.begin(LIFE);
    }

    private List<String> take(Carried one) {
        return receiving.take(LIFE, one.stream(), one.sequence(), one.message().payload()).deliver().stream().map(String::new)
                .toList();
    }

    @Test
    void anUrgentMessageTakesTheShortOnesBeforeItAlong() {
        begin();
        sending.offer(message(1, Urgency.ORDINARY));
        assertEquals(List.of(), sending.inDatagrams());
        sending.offer(message(2, Urgency.URGENT));
        sending.offer(message(3, Urgency.ORDINARY));
        assertEquals(2, sending.inDatagrams().size());
    }

    @Test
    void aLongMessageIsNeverUrgentAndHoldsTheUrgentOnesBehindItBack() {
        begin();
        sending.offer(new OutgoingMessage(new byte[OutgoingMessage.MAX_URGENT_BYTES + 1], Urgency.URGENT));
        sending.offer(message(2, Urgency.URGENT));
        assertEquals(List.of(), sending.inDatagrams());
        sending.acknowledged(new Acknowledgement(sending.stream(), 1));
        assertEquals(1, sending.inDatagrams().size());
    }

    @Test
    void aFullQueueRefusesAndANewStreamIsToldApart() {
        begin();
        sending.offer(message(0, Urgency.ORDINARY));
        take(sending.onConnection(0, 0, 1).getFirst());
        for (int i = 1; i < SendingSide.MAX_MESSAGES; i++) {
            assertTrue(sending.offer(message(i, Urgency.ORDINARY)));
        }
        assertFalse(sending.offer(message(-1, Urgency.ORDINARY)));
        sending.begin(LIFE);
        assertTrue(sending.offer(message(7, Urgency.ORDINARY)));
        Carried fresh = sending.onConnection(1, 9_999, 10).getFirst();
        ReceivingSide.Taken taken = receiving.take(LIFE, fresh.stream(), fresh.sequence(), fresh.message().payload());
        assertTrue(taken.isReset());
        assertEquals(1, taken.deliver().size());
    }

    @Test
    void anotherLifeAnOldStreamAndAForeignAcknowledgementChangeNothing() {
        begin();
        sending.offer(message(1, Urgency.URGENT));
        Carried old = sending.inDatagrams().getFirst();
        assertEquals(List.of(), receiving.take(new Incarnation(2, 5), 1, 1, new byte[0]).deliver());
        sending.acknowledged(new Acknowledgement(sending.stream() + 1, 1));
        sending.acknowledged(new Acknowledgement(sending.stream(), 99));
        assertEquals(1, sending.size());
        sending.begin(LIFE);
        sending.offer(message(2, Urgency.URGENT));
        take(sending.inDatagrams().getFirst());
        assertEquals(List.of(), take(old));
    }

    @Test
    void lossRepetitionAndDisorderOnBothCarriersDeliverEachOnceInOrder() {
        for (long seed = 1; seed <= 200; seed++) {
            oneStory(new SplittableRandom(seed), seed);
        }
    }

    private static void oneStory(SplittableRandom random, long seed) {
        LinkSidesTest link = new LinkSidesTest();
        link.begin();
        List<String> delivered = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        long carried = 0;
        for (int round = 0; round < 2_000 && (round < 300 || !link.sending.isEmpty()); round++) {
            if (round < 300) {
                expected.add(Integer.toString(round));
                link.sending.offer(message(round, random.nextInt(3) == 0 ? Urgency.URGENT : Urgency.ORDINARY));
            }
            for (Carried one : link.sending.inDatagrams()) {
                if (random.nextInt(10) < 5) {
                    delivered.addAll(link.take(one));
                }
            }
            // The connection carries in order, slowly, and begins anew now and then.
            carried = random.nextInt(20) == 0 ? 0 : carried;
            for (Carried one : link.sending.onConnection(link.sending.stream(), carried, random.nextInt(4))) {
                delivered.addAll(link.take(one));
                carried = one.sequence();
            }
            if (random.nextBoolean()) {
                link.sending.acknowledged(link.receiving.acknowledgement());
            }
        }
        assertEquals(expected, delivered, "seed " + seed);
    }
}
