package dev.vigil.platform.posix;

import java.nio.ByteBuffer;

/** Builds one netlink message: header, fixed part, attributes. */
final class NetlinkRequest implements NetlinkSocket.Message {
    static final short RTM_GETLINK = 18;
    static final short RTM_NEWADDR = 20;
    static final short RTM_DELADDR = 21;
    static final short RTM_GETADDR = 22;

    static final int NLM_F_REQUEST = 1;
    static final int NLM_F_ACK = 4;
    static final int NLM_F_DUMP = 0x300;
    static final int NLM_F_REPLACE = 0x100;
    static final int NLM_F_EXCL = 0x200;
    static final int NLM_F_CREATE = 0x400;

    static final int HEADER = 16;
    static final int ATTRIBUTE_HEADER = 4;

    private static final int LARGEST = 512;
    private static final int SEQUENCE_PLACE = 8;

    private final String call;
    private final ByteBuffer message = NativeBuffers.direct(LARGEST);

    /** The call's name is for people; flags come on top of NLM_F_REQUEST. */
    NetlinkRequest(String call, short type, int flags) {
        this.call = call;
        message.putInt(0).putShort(type).putShort((short) (NLM_F_REQUEST | flags)).putInt(0).putInt(0);
    }

    @Override
    public String call() {
        return call;
    }

    /** The fixed part of address messages. */
    NetlinkRequest addressHead(int family, int prefixLength, int flags, int interfaceIndex) {
        message.put((byte) family).put((byte) prefixLength).put((byte) flags).put((byte) 0).putInt(interfaceIndex);
        return this;
    }

    /** The fixed part of link messages; empty, since links are only asked about. */
    NetlinkRequest linkHead() {
        message.putLong(0).putLong(0);
        return this;
    }

    NetlinkRequest attribute(int type, byte[] value) {
        message.putShort((short) (ATTRIBUTE_HEADER + value.length)).putShort((short) type).put(value);
        message.position(aligned(message.position()));
        return this;
    }

    NetlinkRequest attribute(int type, int... words) {
        message.putShort((short) (ATTRIBUTE_HEADER + words.length * Integer.BYTES)).putShort((short) type);
        for (int word : words) {
            message.putInt(word);
        }
        return this;
    }

    @Override
    public ByteBuffer numbered(int sequence) {
        if (message.position() > 0) {
            message.flip();
        }
        return message.putInt(0, message.limit()).putInt(SEQUENCE_PLACE, sequence);
    }

    static int aligned(int length) {
        return (length + 3) & ~3;
    }
}
