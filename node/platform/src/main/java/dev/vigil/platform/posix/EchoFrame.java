package dev.vigil.platform.posix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An ICMP echo request; {@code token} tells it apart from everybody else's. */
record EchoFrame(EchoFamily family, short token) {
    private static final int HEAD = 8;
    private static final short SEQUENCE = 1;

    /** For the kernel: starts at place 0 and ends at the limit. Of ICMPv6 the kernel fills in the checksum. */
    ByteBuffer toWire() {
        ByteBuffer wire = ByteBuffer.allocateDirect(HEAD).order(ByteOrder.BIG_ENDIAN);
        wire.put((byte) family.request()).put((byte) 0).putShort((short) 0).putShort(token).putShort(SEQUENCE).flip();
        int sum = (wire.getShort(0) & 0xFFFF) + (wire.getShort(4) & 0xFFFF) + (wire.getShort(6) & 0xFFFF);
        return wire.putShort(2, Checksum.folded(sum));
    }

    /** Whether what was received is the answer to this request. A raw socket of IPv4 hands over the IP header as well. */
    boolean isAnsweredBy(ByteBuffer received, int length) {
        ByteBuffer wire = received.duplicate().order(ByteOrder.BIG_ENDIAN);
        int start = family == EchoFamily.IPV4 && length > 0 ? (wire.get(0) & 0xF) * Integer.BYTES : 0;
        return length >= start + HEAD && (wire.get(start) & 0xFF) == family.reply() && wire.getShort(start + 4) == token;
    }
}
