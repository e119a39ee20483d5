package dev.vigil.platform;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Addresses as people and the system's own tools write them: IPv6 in lower case, its longest run of zeros left out (RFC 5952). */
public final class AddressText {
    private static final int GROUPS = 8;
    private static final int SHORTEST_RUN = 2;

    private AddressText() {}

    public static String of(InetAddress address) {
        return address instanceof Inet4Address ? address.getHostAddress() : text(groups(address.getAddress()));
    }

    private static int[] groups(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int place = 0; place < GROUPS; place++) {
            groups[place] = (bytes[2 * place] & 0xFF) << 8 | bytes[2 * place + 1] & 0xFF;
        }
        return groups;
    }

    private static String text(int[] groups) {
        int start = 0;
        int longest = 0;
        for (int place = 0; place < GROUPS; place++) {
            int run = zerosFrom(groups, place);
            if (run > longest) {
                start = place;
                longest = run;
            }
        }
        if (longest < SHORTEST_RUN) {
            return part(groups, 0, GROUPS);
        }
        return part(groups, 0, start) + "::" + part(groups, start + longest, GROUPS);
    }

    private static int zerosFrom(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String part(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int place = from; place < to; place++) {
            text.append(place == from ? "" : ":").append(Integer.toHexString(groups[place]));
        }
        return text.toString();
    }
}
