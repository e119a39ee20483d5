package dev.vigil.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** One end of a TCP connection: prints {@code open}, then waits for the other end and prints what it did. A program of its own. */
public final class HeldConnection {
    private static final int PORT = 7778;

    private HeldConnection() {}

    public static void main(String[] args) throws IOException {
        if (args[0].equals("listen")) {
            try (ServerSocket server = new ServerSocket(PORT, 1, InetAddress.getByName(args[1]))) {
                System.out.println("listening");
                try (Socket socket = server.accept()) {
                    hold(socket);
                }
            }
        } else {
            try (Socket socket = new Socket(args[1], PORT)) {
                hold(socket);
            }
        }
    }

    private static void hold(Socket socket) throws IOException {
        System.out.println("open");
        try {
            System.out.println(socket.getInputStream().read() < 0 ? "farewell" : "data");
        } catch (IOException e) {
            System.out.println("farewell: " + e.getMessage());
        }
    }
}
