package dev.vigil.platform.guard;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Sends the last words of a node; each is said a few times, since a datagram may be lost, and nobody waits for an answer. */
final class Farewell {
    private static final int TIMES = 3;
    private static final long BETWEEN_NANOS = 20_000_000;

    private Farewell() {}

    /** @return what could not be sent, in words; empty if all was */
    static String say(List<LastWord> words) {
        String trouble = "";
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int time = 0; time < TIMES; time++) {
                for (LastWord word : words) {
                    trouble = send(socket, word, trouble);
                }
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        } catch (IOException none) {
            return String.valueOf(none.getMessage());
        }
        return trouble;
    }

    /** A path may be down: the others are tried all the same. */
    private static String send(DatagramSocket socket, LastWord word, String trouble) {
        try {
            byte[] bytes = Base64.getDecoder().decode(word.datagram());
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName(word.host()), word.port()));
            return trouble;
        } catch (IOException | IllegalArgumentException notSent) {
            return word.host() + ": " + notSent.getMessage();
        }
    }

    /** What is done for the first time is slow. */
    static void rehearse() {
        say(List.of(new LastWord("127.0.0.1", 9, "")));
    }
}
