package dev.vigil.comm.netty;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.vigil.comm.link.Carried;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.protocol.node.Frame;
import dev.vigil.protocol.node.LinkMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageCodec;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;

/** Length-prefixed protobuf. Until the peer has shown who it is, only short frames are taken. */
final class FrameCodec extends ByteToMessageCodec<Object> {
    static final int MAX_FRAME = 16 * 1024 * 1024;
    private static final int MAX_FIRST_FRAME = 4 * 1024;
    private static final int PREFIX = 4;

    /** A message on its way out; encoded on the channel's thread. */
    record Outgoing(Carried carried, Incarnation receiver) {}

    private int limit = MAX_FIRST_FRAME;

    /** The peer is proved: frames may have their full length from now on. */
    void admit() {
        limit = MAX_FRAME;
    }

    @Override
    public boolean acceptOutboundMessage(Object message) {
        return message instanceof Outgoing || message instanceof Frame;
    }

    @Override
    protected void encode(ChannelHandlerContext context, Object message, ByteBuf out) {
        Frame frame = message instanceof Outgoing outgoing
                ? Frame.newBuilder().setMessage(message(outgoing)).build()
                : (Frame) message;
        byte[] bytes = frame.toByteArray();
        out.ensureWritable(PREFIX + bytes.length);
        out.writeInt(bytes.length).writeBytes(bytes);
    }

    static LinkMessage message(Outgoing outgoing) {
        return message(outgoing.carried(), outgoing.receiver());
    }

    static LinkMessage message(Carried carried, Incarnation receiver) {
        ByteString payload = UnsafeByteOperations.unsafeWrap(carried.message().payload());
        return LinkMessage.newBuilder().setStream(carried.stream()).setSequence(carried.sequence())
                .setReceiver(DatagramCodec.life(receiver)).setPayload(payload).build();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (in.readableBytes() < PREFIX) {
            return;
        }
        int length = in.getInt(in.readerIndex());
        if (length < 0 || length > limit) {
            throw new TooLongFrameException(
                    "a frame of " + Integer.toUnsignedString(length) + " bytes, at most " + limit + " allowed");
        }
        if (in.readableBytes() < PREFIX + length) {
            return;
        }
        byte[] bytes = ByteBufUtil.getBytes(in, in.readerIndex() + PREFIX, length);
        in.skipBytes(PREFIX + length);
        try {
            out.add(Frame.parseFrom(bytes));
        } catch (com.google.protobuf.InvalidProtocolBufferException garbage) {
            // Without a cause of its own, so that this sentence is what the log gets.
            throw new CorruptedFrameException("a frame of " + length + " bytes that is no frame: " + garbage.getMessage());
        }
    }
}
