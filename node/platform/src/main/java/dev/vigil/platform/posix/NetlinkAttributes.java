package dev.vigil.platform.posix;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks over the attributes at the end of a netlink message. */
final class NetlinkAttributes {
    private static final int TYPE_MASK = 0x3FFF;

    private NetlinkAttributes() {}

    /** What is done with one attribute; the value is good only during the call. */
    interface Visitor {
        void attribute(int type, ByteBuffer value);
    }

    /** Visits each attribute from {@code place} on; stops at the first that is cut off. */
    static void each(ByteBuffer body, int start, Visitor visitor) {
        int place = start;
        while (place >= 0 && place <= body.limit() - NetlinkRequest.ATTRIBUTE_HEADER) {
            int length = body.getShort(place) & 0xFFFF;
            if (length < NetlinkRequest.ATTRIBUTE_HEADER || place + length > body.limit()) {
                return;
            }
            int valueLength = length - NetlinkRequest.ATTRIBUTE_HEADER;
            visitor.attribute(body.getShort(place + 2) & TYPE_MASK,
                    body.slice(place + NetlinkRequest.ATTRIBUTE_HEADER, valueLength).order(body.order()));
            place += NetlinkRequest.aligned(length);
        }
    }

    static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.limit()];
        value.get(0, bytes);
        return bytes;
    }

    /** The bytes of a text with the zero byte that must end it. */
    static byte[] terminated(byte[] text) {
        return Arrays.copyOf(text, text.length + 1);
    }

    /** A text, without the zero byte that ends it. */
    static String text(ByteBuffer value) {
        String text = StandardCharsets.UTF_8.decode(value.duplicate()).toString();
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
