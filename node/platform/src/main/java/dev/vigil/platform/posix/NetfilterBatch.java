package dev.vigil.platform.posix;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/** Changes of sets that the kernel's filter makes all at the same moment, or none of them. Used once. */
final class NetfilterBatch implements NetlinkSocket.Message {
    static final byte INET = 1;
    static final byte ARP = 3;

    private static final short BEGIN = 16;
    private static final short END = 17;
    private static final int SUBSYSTEM = 10;
    private static final short DELETE_TABLE = SUBSYSTEM << 8 | 2;
    private static final short NEW_ELEMENTS = SUBSYSTEM << 8 | 12;
    private static final short DELETE_ELEMENTS = SUBSYSTEM << 8 | 14;
    private static final int TABLE_NAME = 1;
    private static final int SET_NAME = 2;
    private static final int ELEMENTS = 3;
    private static final int ONE = 1;
    private static final int KEY = 1;
    private static final int VALUE = 1;
    private static final int TIMEOUT = 4;
    private static final int NESTED = 0x8000;
    private static final int FIXED_BYTES = 2048;
    private static final int ADDRESS_BYTES = 256;

    private final String call;
    private final String table;
    private final ByteBuffer message;
    private int lastContent = -1;

    /** The call's name is for people; {@code addresses} is how many of them it names in all. */
    NetfilterBatch(String call, String table, int addresses) {
        this.call = call;
        this.table = table;
        this.message = NativeBuffers.direct(FIXED_BYTES + addresses * ADDRESS_BYTES);
        begin(BEGIN, (byte) 0, 0, SUBSYSTEM).run();
    }

    /** Takes all elements out of a set. */
    NetfilterBatch flush(byte family, String set) {
        Runnable end = content(DELETE_ELEMENTS, family, 0);
        text(TABLE_NAME, table);
        text(SET_NAME, set);
        end.run();
        return this;
    }

    /** For ever, where {@code lasting} is zero. */
    NetfilterBatch add(byte family, String set, Collection<InetAddress> addresses, Duration lasting) {
        return elements(NEW_ELEMENTS, NetlinkRequest.NLM_F_CREATE, family, set, addresses, lasting);
    }

    NetfilterBatch delete(byte family, String set, Collection<InetAddress> addresses) {
        return elements(DELETE_ELEMENTS, 0, family, set, addresses, Duration.ZERO);
    }

    NetfilterBatch deleteTable(byte family) {
        Runnable end = content(DELETE_TABLE, family, 0);
        text(TABLE_NAME, table);
        end.run();
        return this;
    }

    static boolean isOfSet(String set, InetAddress address) {
        return set.endsWith("4") == address instanceof Inet4Address;
    }

    private NetfilterBatch elements(short type, int flags, byte family, String set, Collection<InetAddress> addresses,
            Duration lasting) {
        if (addresses.isEmpty()) {
            return this;
        }
        Runnable end = content(type, family, flags);
        text(TABLE_NAME, table);
        text(SET_NAME, set);
        Runnable list = nested(ELEMENTS);
        for (InetAddress address : addresses) {
            Runnable element = nested(ONE);
            if (!lasting.isZero()) {
                bytes(TIMEOUT,
                        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.BIG_ENDIAN).putLong(0, lasting.toMillis()).array());
            }
            Runnable key = nested(KEY);
            bytes(VALUE, address.getAddress());
            key.run();
            element.run();
        }
        list.run();
        end.run();
        return this;
    }

    private Runnable content(short type, byte family, int flags) {
        lastContent = message.position();
        return begin(type, family, flags, 0);
    }

    /** Writes the head of a message; what is returned writes its length behind its content. */
    private Runnable begin(short type, byte family, int flags, int subsystem) {
        int start = message.position();
        message.putInt(0).putShort(type).putShort((short) (1 | flags)).putInt(0).putInt(0);
        // Family, version, and a number in the order of networks.
        message.put(family).put((byte) 0).put((byte) 0).put((byte) subsystem);
        return () -> message.putInt(start, message.position() - start);
    }

    private Runnable nested(int type) {
        int start = message.position();
        message.putShort((short) 0).putShort((short) (NESTED | type));
        return () -> message.putShort(start, (short) (message.position() - start));
    }

    private void text(int type, String value) {
        bytes(type, NetlinkAttributes.terminated(value.getBytes(StandardCharsets.UTF_8)));
    }

    private void bytes(int type, byte[] value) {
        message.putShort((short) (NetlinkRequest.ATTRIBUTE_HEADER + value.length)).putShort((short) type)
                .put(Arrays.copyOf(value, NetlinkRequest.aligned(value.length)));
    }

    @Override
    public String call() {
        return call;
    }

    /** Every message of the batch has the same number, and only the last one is acknowledged: the first refusal is the answer. */
    @Override
    public ByteBuffer numbered(int sequence) {
        if (message.position() > 0) {
            int flags = lastContent + 6;
            message.putShort(flags, (short) (message.getShort(flags) | NetlinkRequest.NLM_F_ACK));
            begin(END, (byte) 0, 0, SUBSYSTEM).run();
            message.flip();
        }
        for (int place = 0; place < message.limit(); place += message.getInt(place)) {
            message.putInt(place + 8, sequence);
        }
        return message;
    }
}
