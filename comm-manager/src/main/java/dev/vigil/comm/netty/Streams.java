package dev.vigil.comm.netty;

import dev.vigil.comm.CommPath;
import dev.vigil.comm.CommSettings;
import dev.vigil.comm.Roll;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and accepts TLS connections, on threads of their own: no handshake ever delays a heartbeat. */
final class Streams {
    static final int MAX_CONNECTIONS_PER_ADDRESS = 16;
    static final int MAX_CONNECTIONS = 256;
    static final int HANDSHAKE_SECONDS = 5;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READER_IDLE_SECONDS = 60;
    private static final int WRITER_IDLE_SECONDS = 20;
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

    private final EventLoopGroup group;
    private final CommSettings settings;
    private final StreamHandler.Events events;
    private final Map<InetSocketAddress, Channel> listeners = new LinkedHashMap<>();
    private final ConcurrentHashMap<InetAddress, Integer> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final LogBudget budget = new LogBudget();
    private volatile Roll roll = Roll.UNKNOWN;

    Streams(EventLoopGroup group, CommSettings settings, StreamHandler.Events events) {
        this.group = group;
        this.settings = settings;
        this.events = events;
    }

    /** From now on these are greeted. */
    void admit(Roll members) {
        roll = members;
    }

    /** Listens on these addresses and no others; tells which could not be bound, on any thread. */
    void listen(Set<InetSocketAddress> locals, Consumer<InetSocketAddress> failed) {
        listeners.entrySet().removeIf(entry -> {
            boolean isLeft = !locals.contains(entry.getKey());
            if (isLeft) {
                Closing.close(entry.getValue());
            }
            return isLeft;
        });
        for (InetSocketAddress local : locals) {
            Channel existing = listeners.get(local);
            if (existing == null || !existing.isOpen()) {
                listeners.put(local, bind(local, failed));
            }
        }
    }

    private Channel bind(InetSocketAddress local, Consumer<InetSocketAddress> failed) {
        ChannelFuture future = new ServerBootstrap().group(group).channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                }).bind(local);
        future.addListener(done -> {
            if (!done.isSuccess()) {
                LOG.warn("tcp-not-bound address={} reason=\"{}\" retry-after=1s", local, String.valueOf(done.cause()));
                failed.accept(local);
            }
        });
        return future.channel();
    }

    private void accept(SocketChannel channel) {
        InetAddress from = channel.remoteAddress().getAddress();
        int ofAddress = accepted.merge(from, 1, Integer::sum);
        int ofAll = open.incrementAndGet();
        channel.closeFuture().addListener(done -> {
            accepted.computeIfPresent(from, (address, count) -> count > 1 ? count - 1 : null);
            open.decrementAndGet();
        });
        if (ofAddress > MAX_CONNECTIONS_PER_ADDRESS || ofAll > MAX_CONNECTIONS) {
            if (budget.take()) {
                LOG.warn("connection-refused address={} reason=\"{} connections from it, {} in all\"", from, ofAddress, ofAll);
            }
            Closing.close(channel);
            return;
        }
        SslHandler tls = handler(settings.serverTls().get(), channel);
        tls.engine().setNeedClientAuth(true);
        pipeline(channel, tls, Optional.empty());
    }

    /** Connects over this path; the outcome comes as an event. */
    void connect(CommPath path) {
        ChannelFuture future = new Bootstrap().group(group).channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS).handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        SslHandler tls = handler(settings.clientTls().get(), channel);
                        pipeline(channel, tls, Optional.of(new StreamHandler.Dialled(path.id(), path.peer())));
                    }
                }).connect(path.remote(), new InetSocketAddress(path.local().getAddress(), 0));
        future.addListener(done -> {
            if (!done.isSuccess()) {
                LOG.debug("not connected over {}", path.id(), done.cause());
                events.disconnected(null, path.id());
            }
        });
    }

    private static SslHandler handler(SslContext context, SocketChannel channel) {
        SslHandler tls = context.newHandler(channel.alloc());
        SSLParameters parameters = tls.engine().getSSLParameters();
        parameters.setProtocols(new String[]{"TLSv1.3"});
        // The certificate names a node of the cluster, not a host: its common name is compared with the greeting.
        parameters.setEndpointIdentificationAlgorithm("");
        tls.engine().setSSLParameters(parameters);
        tls.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        return tls;
    }

    private void pipeline(SocketChannel channel, SslHandler tls, Optional<StreamHandler.Dialled> dialled) {
        FrameCodec frames = new FrameCodec();
        channel.pipeline().addLast(tls, new IdleStateHandler(READER_IDLE_SECONDS, WRITER_IDLE_SECONDS, 0), frames,
                new StreamHandler(settings, frames, events, dialled, new StreamHandler.Door(() -> roll, budget)));
    }

    void close() {
        listeners.values().forEach(Closing::close);
    }
}
