package dev.vigil.comm.netty;

import dev.vigil.protocol.node.Frame;
import dev.vigil.protocol.node.Hello;
import dev.vigil.protocol.node.LinkMessage;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a connection, in pieces: frames come out of it, or a {@link DecoderException} ends it. The first byte says how. */
public final class FrameFuzz {
    private static final int PIECE = 7;

    private FrameFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        boolean isProved = (input[0] & 1) == 1;
        List<Object> whole = frames(input, input.length, isProved);
        if (!frames(input, PIECE, isProved).equals(whole)) {
            throw new AssertionError("the same bytes in pieces are other frames");
        }
    }

    private static List<Object> frames(byte[] input, int piece, boolean isProved) {
        FrameCodec codec = new FrameCodec();
        if (isProved) {
            codec.admit();
        }
        EmbeddedChannel channel = new EmbeddedChannel(codec);
        List<Object> frames = new ArrayList<>();
        try {
            for (int at = 1; at < input.length; at += piece) {
                channel.writeInbound(Unpooled.copiedBuffer(input, at, Math.min(piece, input.length - at)));
            }
        } catch (DecoderException refused) {
            frames.add("refused");
        } finally {
            for (Object frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
                frames.addFirst(frame);
            }
            try {
                channel.finishAndReleaseAll();
            } catch (DecoderException refused) {
                frames.add("refused at its end");
            }
        }
        return frames.stream().filter(Frame.class::isInstance).toList();
    }

    public static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (Frame frame : List.of(Frame.getDefaultInstance(),
                Frame.newBuilder().setHello(Hello.newBuilder().setMajor(1).setNode("alpha").setPath("lan1")).build(),
                Frame.newBuilder().setMessage(LinkMessage.newBuilder().setSequence(4)).build())) {
            EmbeddedChannel channel = new EmbeddedChannel(new FrameCodec());
            channel.writeOutbound(frame);
            io.netty.buffer.ByteBuf out = channel.readOutbound();
            byte[] seed = new byte[1 + out.readableBytes()];
            out.readBytes(seed, 1, out.readableBytes());
            out.release();
            channel.finishAndReleaseAll();
            seeds.add(seed);
        }
        return seeds;
    }
}
