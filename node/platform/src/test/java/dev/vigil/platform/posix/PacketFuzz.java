package dev.vigil.platform.posix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** What comes from the network and from the kernel: ARP frames and netlink messages, by the first byte. Nothing of it may throw. */
public final class PacketFuzz {
    private static final int SEQUENCE = 7;

    private PacketFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        switch (input[0] & 3) {
            case 0 -> ArpFrame.fromWire(ByteBuffer.wrap(rest), rest.length).ifPresent(PacketFuzz::same);
            case 1 -> new NetlinkMessages("fuzz", SEQUENCE, (type, body) -> {}).read(wrap(rest), rest.length);
            case 2 -> NetworkRows.link(wrap(rest));
            default -> NetworkRows.address(wrap(rest));
        }
    }

    private static void same(ArpFrame frame) {
        if (!ArpFrame.fromWire(frame.toWire(), ArpFrame.LENGTH).orElseThrow().equals(frame)) {
            throw new AssertionError("read back otherwise: " + frame);
        }
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    public static List<byte[]> seeds() {
        ByteBuffer arp = ByteBuffer.allocate(1 + ArpFrame.LENGTH);
        arp.position(1).put(new byte[]{0, 1, 8, 0, 6, 4, 0, 2, 2, 0, 0, 0, 0, 1, 10, 0, 0, 1, 2, 0, 0, 0, 0, 2, 10, 0, 0, 2});
        ByteBuffer error = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
        error.put((byte) 1).putInt(60).putShort((short) 2).putShort((short) 0x300).putInt(SEQUENCE).putInt(0).putInt(-17);
        error.putInt(20).putShort((short) 1).putShort((short) 0).putInt(SEQUENCE).putInt(0).putShort((short) 8)
                .putShort((short) 1)
                .put(new byte[]{'n', 'o', 0, 0});
        ByteBuffer link = ByteBuffer.allocate(40).order(ByteOrder.nativeOrder());
        link.put((byte) 2).putInt(0).putInt(3).putInt(1).putInt(0).putShort((short) 9).putShort((short) 3)
                .put(new byte[]{'e', 't', 'h', '0', 0, 0, 0, 0}).putShort((short) 10).putShort((short) 1).put(new byte[6]);
        ByteBuffer address = ByteBuffer.allocate(40).order(ByteOrder.nativeOrder());
        address.put((byte) 3).put(new byte[]{2, 24, 0, 0}).putInt(3).putShort((short) 8).putShort((short) 2)
                .put(new byte[]{10, 0, 0, 1})
                .putShort((short) 20).putShort((short) 6).putInt(1).putInt(2).putLong(0);
        return List.of(arp.array(), error.array(), link.array(), address.array());
    }
}
