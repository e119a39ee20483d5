package dev.vigil.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/**
 * The service whose absence a client notices: answers each datagram with what it holds and the name of this host. It listens on
 * every address all the time, so that the floating address alone decides who answers. A program of its own.
 */
public final class UdpEcho {
    static final int QUESTION_BYTES = 8;
    static final int MAX_ANSWER_BYTES = 64;

    private UdpEcho() {}

    public static void main(String[] args) throws IOException {
        byte[] name = args[0].getBytes(StandardCharsets.US_ASCII);
        ByteBuffer datagram = ByteBuffer.allocateDirect(MAX_ANSWER_BYTES);
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.bind(new InetSocketAddress("0.0.0.0", LabNetwork.SERVICE_PORT));
            while (true) {
                datagram.clear();
                SocketAddress client = channel.receive(datagram);
                if (datagram.position() == QUESTION_BYTES) {
                    datagram.put(name).flip();
                    channel.send(datagram, client);
                }
            }
        }
    }
}
