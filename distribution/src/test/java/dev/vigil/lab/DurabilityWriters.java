package dev.vigil.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Several clients that create resources at one node until they are told to end, and note what was acknowledged. */
final class DurabilityWriters {
    private static final int CLIENTS = 4;
    private static final long PAUSE_MILLIS = 5;
    private static final int MOST_REFUSALS = 10_000;
    private final DurabilityNode node;
    private final String prefix;
    /** What each acknowledged resource carries, by tag. */
    private final Map<String, String> acknowledged = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedQueue<String> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isEnding;

    DurabilityWriters(DurabilityNode node, String prefix) {
        this.node = node;
        this.prefix = prefix;
        for (int i = 0; i < CLIENTS; i++) {
            String name = prefix + i;
            threads.add(Thread.ofPlatform().name("writer " + name).start(() -> write(name)));
        }
    }

    private void write(String name) {
        int number = 0;
        while (!isEnding && refusals.size() < MOST_REFUSALS) {
            String tag = name + "-" + number;
            String info = tag + "-" + Long.toHexString(System.nanoTime());
            try {
                DurabilityClient.Answer answer = node.create(tag, info, ", \"leave_out_of_service\": true");
                if (answer.isDone()) {
                    acknowledged.put(tag, info);
                    number++;
                } else {
                    refusals.add(answer.body().strip());
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (IOException e) {
                // Nobody knows whether it was made; the node is dead or dying.
                unanswered.incrementAndGet();
                return;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    Map<String, String> acknowledged() {
        return acknowledged;
    }

    /** The answers of those that were not made, oldest first. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    int unanswered() {
        return unanswered.get();
    }

    /** Lets them finish what they asked and waits for them. */
    void end() {
        isEnding = true;
        for (Thread thread : threads) {
            try {
                if (!thread.join(Duration.ofMinutes(2))) {
                    throw new AssertionError(thread.getName() + " still waits for an answer");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LabFailure("interrupted", e);
            }
        }
    }

    @Override
    public String toString() {
        return prefix + ": " + acknowledged.size() + " acknowledged, " + refusals.size() + " refused, " + unanswered
                + " unanswered";
    }
}
