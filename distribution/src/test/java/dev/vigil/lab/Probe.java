package dev.vigil.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * The client: asks the floating address every five milliseconds and notes when it asked and who answered when, on the monotonic
 * clock. Everything is preallocated. A program of its own; it ends when its input does, and prints what it saw. Lines on its output:
 * {@code pulse LAST-ANSWER-NANOS HOST} ten times a second, at the end {@code sent SEQUENCE AT}, {@code answer SEQUENCE AT HOST},
 * {@code stall AT NANOS}, {@code end}.
 */
public final class Probe {
    static final long PERIOD_NANOS = 5_000_000;
    /** Half an hour at five milliseconds. */
    private static final int MAX_DATAGRAMS = 360_000;
    private static final int MAGIC = 0x56494749;
    private static final long PULSE_MILLIS = 100;
    private final long[] sentAt = new long[MAX_DATAGRAMS];
    private final long[] answeredAt = new long[MAX_DATAGRAMS];
    private final byte[] answeredBy = new byte[MAX_DATAGRAMS];
    private final String[] hosts = new String[Byte.MAX_VALUE];
    private final InetSocketAddress service;
    private final DatagramChannel channel;
    private int sent;
    private volatile int hostCount;
    private volatile long lastAnswerAt;
    private volatile int lastHost;
    private volatile boolean isStopped;

    private Probe(InetSocketAddress service) throws IOException {
        this.service = service;
        channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress("0.0.0.0", 0));
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Probe probe = new Probe(new InetSocketAddress(args[0], LabNetwork.SERVICE_PORT));
        Sentinel sentinel = new Sentinel();
        Thread receiver = thread("receiver", probe::receive);
        Thread sender = thread("sender", probe::send);
        sentinel.start();
        probe.pulseUntilInputEnds();
        probe.isStopped = true;
        sender.join();
        sentinel.stop();
        probe.channel.close();
        receiver.join();
        StringBuilder text = new StringBuilder();
        probe.print(text);
        sentinel.print(text);
        System.out.print(text.append("end\n"));
    }

    /** A loop of the probe; trouble in it ends the program, since half a probe measures nothing. */
    private interface Loop {
        void run() throws IOException;
    }

    private static Thread thread(String name, Loop loop) {
        Thread thread = new Thread(() -> {
            try {
                loop.run();
            } catch (IOException e) {
                System.out.println("trouble " + name + ": " + e);
                System.exit(1);
            }
        }, name);
        thread.start();
        return thread;
    }

    private void pulseUntilInputEnds() throws IOException, InterruptedException {
        while (System.in.available() == 0) {
            Thread.sleep(PULSE_MILLIS);
            System.out.println("pulse " + lastAnswerAt + " " + (hostCount == 0 ? "none" : hosts[lastHost]));
        }
    }

    private void send() throws IOException {
        ByteBuffer question = ByteBuffer.allocateDirect(UdpEcho.QUESTION_BYTES);
        long next = System.nanoTime();
        while (!isStopped && sent < MAX_DATAGRAMS) {
            long wait = next - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
                continue;
            }
            question.clear().putInt(MAGIC).putInt(sent).flip();
            sentAt[sent++] = System.nanoTime();
            channel.send(question, service);
            next += PERIOD_NANOS;
        }
    }

    private void receive() throws IOException {
        ByteBuffer answer = ByteBuffer.allocateDirect(UdpEcho.MAX_ANSWER_BYTES);
        try {
            while (true) {
                answer.clear();
                channel.receive(answer);
                long now = System.nanoTime();
                answer.flip();
                if (answer.remaining() > UdpEcho.QUESTION_BYTES && answer.getInt() == MAGIC) {
                    note(answer, now);
                }
            }
        } catch (ClosedChannelException e) {
            if (!isStopped) {
                throw e;
            }
        }
    }

    private void note(ByteBuffer answer, long now) {
        int sequence = answer.getInt();
        if (sequence < 0 || sequence >= MAX_DATAGRAMS || answeredAt[sequence] != 0) {
            return;
        }
        int host = indexOf(answer);
        answeredBy[sequence] = (byte) host;
        answeredAt[sequence] = now;
        lastHost = host;
        lastAnswerAt = now;
    }

    private int indexOf(ByteBuffer answer) {
        int start = answer.position();
        int count = hostCount;
        for (int host = 0; host < count; host++) {
            if (isNamed(answer, start, hosts[host])) {
                return host;
            }
        }
        StringBuilder name = new StringBuilder();
        for (int i = start; i < answer.limit(); i++) {
            name.append((char) answer.get(i));
        }
        hosts[count] = name.toString();
        hostCount = count + 1;
        return count;
    }

    private static boolean isNamed(ByteBuffer answer, int start, String name) {
        if (answer.limit() - start != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (answer.get(start + i) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void print(StringBuilder to) {
        for (int i = 0; i < sent; i++) {
            to.append("sent ").append(i).append(' ').append(sentAt[i]).append('\n');
            if (answeredAt[i] != 0) {
                to.append("answer ").append(i).append(' ').append(answeredAt[i]).append(' ').append(hosts[answeredBy[i]])
                        .append('\n');
            }
        }
    }
}
