package dev.vigil.comm.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bound datagram socket per local address. An address that is not there yet is tried again every second, so that a node may
 * start before its network. Everything happens on the loop thread.
 */
final class UdpSockets {
    /** The longest datagram that is sent or taken: fits IPv6 over Ethernet unfragmented. */
    static final int MAX_DATAGRAM = 1_432;
    private static final Logger LOG = LoggerFactory.getLogger(UdpSockets.class);
    private static final int READ_BUFFER = 2_048;
    private static final int READS_PER_ROUND = 256;
    private static final int SOCKET_BUFFER = 1024 * 1024;
    private static final long QUIET_NANOS = 10_000_000_000L;

    /** Takes what came in; the bytes are valid during the call only. */
    interface Receiver {
        void received(InetSocketAddress local, InetSocketAddress source, byte[] bytes, int length);
    }

    private final EventLoop loop;
    private final Receiver receiver;
    private final Map<InetSocketAddress, Channel> bound = new LinkedHashMap<>();
    private Set<InetSocketAddress> wanted = Set.of();
    private final byte[] scratch = new byte[READ_BUFFER];
    private long sendFailures;
    private long lastFailureLine = -QUIET_NANOS;
    private boolean isRetrying;

    UdpSockets(EventLoop loop, Receiver receiver) {
        this.loop = loop;
        this.receiver = receiver;
    }

    void configure(Set<InetSocketAddress> locals) {
        wanted = locals;
        bound.entrySet().removeIf(entry -> {
            boolean isLeft = !locals.contains(entry.getKey());
            if (isLeft) {
                Closing.close(entry.getValue());
            }
            return isLeft;
        });
        locals.forEach(this::bind);
    }

    private void bind(InetSocketAddress local) {
        if (bound.containsKey(local) || !wanted.contains(local)) {
            return;
        }
        Bootstrap bootstrap = new Bootstrap().group(loop).channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                .option(ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(READ_BUFFER).maxMessagesPerRead(READS_PER_ROUND))
                .handler(new Reader(local));
        ChannelFuture future = bootstrap.bind(local);
        bound.put(local, future.channel());
        future.addListener(done -> {
            if (!done.isSuccess()) {
                bound.remove(local, future.channel());
                LOG.warn("udp-not-bound address={} reason=\"{}\" retry-after=1s", local, String.valueOf(done.cause()));
                retryLater();
            }
        });
    }

    private void retryLater() {
        if (!isRetrying) {
            isRetrying = true;
            loop.schedule(() -> {
                isRetrying = false;
                wanted.forEach(this::bind);
            }, 1, TimeUnit.SECONDS).addListener(done -> {
                if (done.cause() != null) {
                    LOG.error("bind-failed", done.cause());
                }
            });
        }
    }

    /** Sends at the next {@link #flush}; what cannot be sent is lost, as on any network. */
    void send(InetSocketAddress local, InetSocketAddress remote, byte[] bytes) {
        Channel channel = bound.get(local);
        if (channel == null || !channel.isActive()) {
            sendFailures++;
            return;
        }
        channel.write(new DatagramPacket(Unpooled.wrappedBuffer(bytes), remote)).addListener(done -> {
            if (!done.isSuccess()) {
                failed(local, remote, done.cause());
            }
        });
    }

    private void failed(InetSocketAddress local, InetSocketAddress remote, Throwable cause) {
        sendFailures++;
        long now = System.nanoTime();
        if (now - lastFailureLine > QUIET_NANOS) {
            lastFailureLine = now;
            LOG.warn("datagram-not-sent from={} to={} reason=\"{}\" total={}", local, remote, String.valueOf(cause),
                    sendFailures);
        }
    }

    void flush() {
        bound.values().forEach(Channel::flush);
    }

    long sendFailures() {
        return sendFailures;
    }

    void close() {
        configure(Set.of());
    }

    private final class Reader extends SimpleChannelInboundHandler<DatagramPacket> {
        private final InetSocketAddress local;

        Reader(InetSocketAddress local) {
            this.local = local;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            int length = packet.content().readableBytes();
            packet.content().readBytes(scratch, 0, length);
            receiver.received(local, packet.sender(), scratch, length);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // A port unreachable or a lost address: the silence that follows is judged, the socket stays.
            failed(local, local, cause);
        }
    }
}
