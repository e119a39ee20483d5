package dev.vigil.distribution;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A client of the floating address, in a process of its own: knocks every 5 ms and prints each gap between answers. A refused
 * connection is an answer: the address lives on a machine that has no such service.
 */
final class AddressProbe {
    private static final int CLOSED_PORT = 9;
    private static final int PERIOD_MILLIS = 5;
    private static final int LIMIT_MILLIS = 20;
    private static final int SHOWN_GAP_MILLIS = 40;

    private AddressProbe() {}

    /** The address; runs until it is killed, but a minute at the most. */
    public static void main(String[] arguments) {
        InetSocketAddress address = new InetSocketAddress(arguments[0], CLOSED_PORT);
        long start = System.nanoTime();
        long last = 0;
        while (System.nanoTime() - start < 60_000_000_000L) {
            if (isThere(address)) {
                long now = System.nanoTime();
                long gapMillis = last == 0 ? 0 : (now - last) / 1_000_000;
                if (last == 0 || gapMillis > SHOWN_GAP_MILLIS) {
                    System.out.println(gapMillis);
                }
                last = now;
            }
            Commands.pause(PERIOD_MILLIS);
        }
    }

    private static boolean isThere(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, LIMIT_MILLIS);
            return true;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException silent) {
            return false;
        }
    }
}
