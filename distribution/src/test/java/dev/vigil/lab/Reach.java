package dev.vigil.lab;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;

/** Asks an echo service so many times, a millisecond apart, and prints how many answers came. A program of its own. */
public final class Reach {
    private static final int WAIT_MILLIS = 300;

    private Reach() {}

    public static void main(String[] args) throws IOException {
        InetSocketAddress service = new InetSocketAddress(args[0], LabNetwork.SERVICE_PORT);
        int count = Integer.parseInt(args[1]);
        int answers = 0;
        try (DatagramSocket socket = new DatagramSocket()) {
            // Answers are taken between the questions: a thousand of them do not fit into a socket's buffer.
            socket.setSoTimeout(1);
            for (int i = 0; i < count; i++) {
                socket.send(new DatagramPacket(new byte[UdpEcho.QUESTION_BYTES], UdpEcho.QUESTION_BYTES, service));
                answers += answers(socket);
            }
            socket.setSoTimeout(WAIT_MILLIS);
            System.out.println(answers + answers(socket));
        }
    }

    /** The answers that come until none has come for the socket's time-out. */
    private static int answers(DatagramSocket socket) throws IOException {
        int answers = 0;
        DatagramPacket answer = new DatagramPacket(new byte[UdpEcho.MAX_ANSWER_BYTES], UdpEcho.MAX_ANSWER_BYTES);
        try {
            while (true) {
                socket.receive(answer);
                answers++;
            }
        } catch (SocketTimeoutException e) {
            return answers;
        }
    }
}
