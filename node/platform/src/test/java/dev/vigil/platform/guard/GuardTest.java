package dev.vigil.platform.guard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.platform.Halt;
import dev.vigil.platform.Platform;
import dev.vigil.platform.ProcessSpec;
import dev.vigil.platform.Processes;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real guard in a process of its own, with programs to end. */
@EnabledOnOs(OS.LINUX)
class GuardTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration SOON = Duration.ofMillis(1500);
    private static final Duration FAR = Duration.ofMinutes(10);
    private final Platform platform = Platform.current();
    private final String holder = "test/" + UUID.randomUUID() + "/web";
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    @TempDir
    private Path folder;

    private final class Recorder implements GuardListener {
        @Override
        public void ready(long pid) {
            heard.add(pid);
        }

        @Override
        public void died(String detail) {
            heard.add(detail);
        }

        @Override
        public void acted(Report.Acted acted) {
            heard.add(acted);
        }

        @Override
        public void tried(Report.Tried tried) {
            heard.add(tried);
        }

        @Override
        public void said(String line) {
            System.out.println(line);
        }
    }

    private Guard guard() {
        return new Guard(platform, new Guard.Settings("test " + holder, Halt.Method.OFF, folder.resolve("guard.log")),
                new Recorder());
    }

    private Object next() throws InterruptedException {
        Object next = heard.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertTrue(next != null, "nothing was heard of the guard");
        return next;
    }

    private void feed(Guard guard, Duration left) {
        var now = platform.clock().now();
        guard.feed(new Deadline(now.plus(left), now.plus(left), Duration.ZERO));
    }

    private List<ProcessHandle> running() {
        return platform.processTable().carrying(Set.of(holder));
    }

    /** A script that has ended and left behind a daemon, which left its session and has a child. */
    private void leaveDaemon() throws InterruptedException {
        platform.processes().start(new ProcessSpec(List.of("sh", "-c",
                "setsid sh -c 'sleep 100 & wait' > /dev/null 2>&1 < /dev/null &"), folder,
                Map.of(Processes.HOLDER_VARIABLE, holder), LIMIT)).await();
        long began = System.nanoTime();
        while (running().size() < 2) {
            assertTrue(System.nanoTime() - began < LIMIT.toNanos(), "the daemon does not run");
            Thread.sleep(20);
        }
    }

    @Test
    void aNodeThatFallsSilentIsEnded() throws InterruptedException {
        Guard guard = guard();
        guard.charge(new Charge(List.of(), List.of(holder), List.of()));
        leaveDaemon();
        feed(guard, FAR);
        long pid = (Long) next();
        assertEquals(pid, guard.pid().orElseThrow());
        feed(guard, SOON);
        Report.Acted acted = (Report.Acted) next();
        System.out.println("a silent node: " + acted);
        assertEquals(Report.Reason.NODE_SILENT, acted.reason());
        assertFalse(acted.isIncomplete());
        assertEquals(List.of(), running());
        guard.charge(Charge.NOTHING);
        guard.close();
        assertFalse(ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent(), "the guard goes with its node");
    }

    /** Its input ends without a farewell, as it does when the node is killed. The last words follow when nothing runs any more. */
    @Test
    void whatAnEndedNodeHeldIsEndedAtOnceAndItsLastWordsAreSaid() throws InterruptedException, IOException {
        try (DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Guard guard = guard();
            LastWord word = new LastWord("127.0.0.1", peer.getLocalPort(), "Vk/+AA==");
            guard.charge(new Charge(List.of(), List.of(holder), List.of(word)));
            leaveDaemon();
            feed(guard, FAR);
            next();
            guard.close();
            assertEquals(Report.Reason.NODE_ENDED, ((Report.Acted) next()).reason());
            assertEquals(List.of(), running());
            DatagramPacket said = new DatagramPacket(new byte[64], 64);
            peer.setSoTimeout((int) LIMIT.toMillis());
            peer.receive(said);
            assertArrayEquals(Base64.getDecoder().decode(word.datagram()), Arrays.copyOf(said.getData(), said.getLength()));
        }
    }

    /** Its node may come back, and go on with what it held. */
    @Test
    void aNodeThatIsOnlySilentHasNoLastWords() throws InterruptedException, IOException {
        try (DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Guard guard = guard();
            guard.charge(new Charge(List.of(), List.of(holder),
                    List.of(new LastWord("127.0.0.1", peer.getLocalPort(), "Vk/+AA=="))));
            leaveDaemon();
            feed(guard, FAR);
            next();
            feed(guard, SOON);
            assertEquals(Report.Reason.NODE_SILENT, ((Report.Acted) next()).reason());
            peer.setSoTimeout(200);
            assertThrows(SocketTimeoutException.class, () -> peer.receive(new DatagramPacket(new byte[64], 64)));
            guard.charge(Charge.NOTHING);
            guard.close();
        }
    }

    @Test
    void aNodeThatSaysGoodbyeLeavesNothingToEnd() throws InterruptedException {
        Guard guard = guard();
        leaveDaemon();
        feed(guard, FAR);
        next();
        guard.close();
        assertEquals(2, running().size(), "what the guard was not charged with");
        assertTrue(heard.isEmpty(), heard.toString());
        platform.processTable().kill(Set.of(holder), List.of(), LIMIT);
        assertEquals(List.of(), running());
    }

    @Test
    void aGuardThatDiesIsReplaced() throws InterruptedException {
        Guard guard = guard();
        feed(guard, FAR);
        long first = (Long) next();
        assertTrue(ProcessHandle.of(first).orElseThrow().destroyForcibly());
        assertTrue(next() instanceof String);
        assertFalse(guard.isWatching());
        long began = System.nanoTime();
        while (!guard.isWatching()) {
            assertTrue(System.nanoTime() - began < LIMIT.toNanos(), "there is no second guard");
            feed(guard, FAR);
            Thread.sleep(50);
        }
        assertNotEquals(first, guard.pid().orElseThrow());
        guard.close();
    }

    @Test
    void aTrialTellsWhatItTakes() throws InterruptedException {
        Guard guard = guard();
        leaveDaemon();
        feed(guard, FAR);
        next();
        guard.attempt(holder);
        Report.Tried tried = (Report.Tried) next();
        System.out.println("kill budget: " + tried);
        assertEquals(0, tried.survivors());
        assertTrue(tried.ended() >= 2, tried.toString());
        guard.close();
    }
}
